/** Unified diffs: parses those in guides, applies them to a file's text, and prints changes for the reader. */
import { applyPatch, parsePatch, reversePatch, structuredPatch, type StructuredPatch } from 'diff';
import { RunbookError } from './error.ts';
import type { DiffLine } from './diff-line.ts';
import type { Place } from './place.ts';

/** What a diff does to one file. */
export interface FilePatch {
  /** The path in its header, without the `a/` and `b/` of Git. */
  readonly path: string;
  readonly creates: boolean;
  readonly deletes: boolean;
  /** Git's header says so of a file that it creates. */
  readonly runnable: boolean;
  readonly parsed: StructuredPatch;
}

const NOWHERE = '/dev/null';
const CONTEXT = 3; // lines around a change
const MARK = '\uFEFF'; // of byte order, which some editors of Windows put before the first line

/** Throws RunbookError if the text is not a diff, or does not name the files that it changes. */
export function readPatch(text: string, place: Place): readonly FilePatch[] {
  const patches = parse(text, place).map((parsed) => readOne(parsed, place));
  if (patches.length === 0) throw new RunbookError(place, 'this patch changes no file; begin it with --- a/FILE');
  const twice = patches.find(({ path }, index) => patches.findIndex((one) => one.path === path) !== index);
  if (twice) throw new RunbookError(place, `this patch changes ${twice.path} twice; put both changes under one header`);
  return patches;
}

/** The file's text after the patch, null if the file is deleted; or why the patch cannot be applied. */
export function patched(patch: FilePatch, before: string | null): Patched {
  if (!before?.startsWith(MARK)) return fitted(patch, before);
  const result = fitted(patch, before.slice(MARK.length));
  return 'text' in result && result.text !== null ? { text: MARK + result.text } : result;
}

function fitted({ path, creates, deletes, parsed }: FilePatch, before: string | null): Patched {
  if (before === null) {
    if (deletes) return { text: null }; // already deleted
    return creates
      ? { text: apply('', parsed) || null }
      : { problem: `the patch changes ${path}, which does not exist` };
  }
  // A patch that only adds lines could be applied twice, so test first whether it was.
  if (onlyAdds(parsed) && isApplied(before, parsed, creates)) return { text: before };
  const after = creates ? false : apply(before, parsed);
  if (after !== false) return { text: deletes && after === '' ? null : after };
  if (isApplied(before, parsed, creates)) return { text: before };
  return { problem: creates ? `${path} already exists with other content` : misfit(path, before, parsed) };
}

export type Patched = { readonly text: string | null } | { readonly problem: string };

/** The complete diff of a file: three lines of context around each change, `@@` where lines are left out. */
export function changeLines(before: string | null, after: string | null): readonly DiffLine[] {
  const { hunks } = structuredPatch('', '', before ?? '', after ?? '', '', '', { context: CONTEXT });
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }): DiffLine[] => [
    { sign: '…', text: `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@` },
    ...lines.map((line): DiffLine => ({ sign: signOf(line), text: line.slice(1) })),
  ]);
}

function parse(text: string, place: Place): readonly StructuredPatch[] {
  try {
    return parsePatch(text).filter(({ hunks, oldFileName }) => hunks.length > 0 || oldFileName !== undefined);
  } catch (error) {
    throw new RunbookError(
      place,
      `this is not a unified diff: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function readOne(parsed: StructuredPatch, place: Place): FilePatch {
  const { oldFileName: from, newFileName: to, hunks, oldMode, newMode } = parsed;
  if (from === undefined || to === undefined)
    throw new RunbookError(place, 'a patch names its file: begin it with the lines --- a/FILE and +++ b/FILE');
  const [old, now] = [plainPath(from), plainPath(to)];
  if (old !== NOWHERE && now !== NOWHERE && old !== now)
    throw new RunbookError(place, `a patch cannot rename ${old} to ${now}; use a step with git mv`);
  if (oldMode !== undefined && newMode !== undefined && oldMode !== newMode)
    throw new RunbookError(place, `a patch cannot change the permissions of ${now}; use a step with chmod`);
  if (hunks.length === 0) throw new RunbookError(place, `this patch contains no change of ${now}`);
  const path = now === NOWHERE ? old : now;
  return { path, creates: old === NOWHERE, deletes: now === NOWHERE, runnable: newMode === '100755', parsed };
}

function plainPath(name: string): string {
  return name === NOWHERE ? name : name.replace(/^[ab]\//, '');
}

function apply(text: string, parsed: StructuredPatch): string | false {
  return applyPatch(text, parsed, { fuzzFactor: 0 });
}

function onlyAdds({ hunks }: StructuredPatch): boolean {
  return hunks.every(({ lines }) => lines.every((line) => !line.startsWith('-')));
}

/** Whether the patch was already applied: it can be reversed, and applied again. */
function isApplied(text: string, parsed: StructuredPatch, creates: boolean): boolean {
  const back = apply(text, reversePatch(parsed));
  return back !== false && (creates ? back === '' : apply(back, parsed) === text);
}

/** A sentence: the hunk that does not fit, and the first of its lines that the file does not contain. */
function misfit(path: string, before: string, parsed: StructuredPatch): string {
  if (before.includes('\r\n') && /(?:^|[^\r])\n/.test(before))
    return `the patch does not fit ${path}: some of its lines end with CRLF, others with LF; make them the same first`;
  if (apply(`${before}${before.includes('\r\n') ? '\r\n' : '\n'}`, parsed) !== false)
    return `the patch does not fit ${path}: its last line has no line ending; add one first`;
  const lines = new Set(before.split(/\r?\n/));
  const hunk = parsed.hunks.find((one) => apply(before, { ...parsed, hunks: [one] }) === false) ?? parsed.hunks[0];
  const old = (hunk?.lines ?? []).filter((line) => /^[ -]/.test(line)).map((line) => line.slice(1));
  const missing = old.find((line) => line.trim() !== '' && !lines.has(line));
  const why = missing === undefined ? 'its lines are in another order' : `it has no line “${missing.trim()}”`;
  return `the patch does not fit ${path}: around line ${hunk?.oldStart ?? 1}, ${why}`;
}

function signOf(line: string): DiffLine['sign'] {
  const sign = line.slice(0, 1);
  return sign === '+' || sign === '-' || sign === ' ' ? sign : '…';
}
