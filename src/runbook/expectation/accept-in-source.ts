/**
 * Writes new lines of a check into the text of its guide, and changes nothing else: unchanged lines keep their bytes,
 * new ones get the indentation or quotation marks of their fence. Throws RunbookError if the text is no longer the one
 * that was read, or if a new line would be read as a command.
 */
import { hasPrompt } from '../dialog.ts';
import { RunbookError } from '../error.ts';
import type { Expectation } from '../model.ts';
import { editScript } from './edit-script.ts';

interface Line {
  readonly text: string;
  /** Its line end, as in the file. */
  readonly end: string;
}

const FENCE = /^(.*?)(`{3,}|~{3,})(.*)$/;

export function acceptInSource(source: string, expectation: Expectation, newLines: readonly string[]): string {
  const { file, line } = expectation;
  const fail = (number: number, message: string): never => {
    throw new RunbookError({ file, line: number }, message);
  };
  const text = split(source);
  const asides = asidesOf(expectation, text);
  const { lines, at } = standing(expectation, text, asides);
  for (const [index, expected] of lines.entries())
    if (text[(at[index] ?? 0) - 1]?.text.endsWith(expected) !== true)
      fail(at[index] ?? line, 'the file has changed since Guidepost read it; restart Guidepost, then accept');

  const opening = findOpening(text, line - 1);
  const [, before = '', fence = '', info = ''] =
    FENCE.exec(text[opening]?.text ?? '') ?? fail(line, 'the fence is no longer here; restart Guidepost, then accept');
  // Only a pasted terminal session has a check without a fence of its own, and commands among its lines.
  const isSession = !/\bcheck\b/.test(info);
  const commands = isSession ? lines.filter(hasPrompt) : [];
  const command = newLines
    .filter((newLine) => isSession && (hasPrompt(newLine) || newLine.startsWith('> ')))
    .find((newLine, index) => newLine !== commands[index]);
  if (command !== undefined)
    fail(line, `"${command}" would be read as a command in this fence; use a text check instead`);
  if (commands.some((each) => !newLines.includes(each)))
    fail(line, 'the session ended before its last command; what it printed is not all that this fence shows');

  const end = text[opening]?.end ?? '\n';
  const prefix = prefixOf(text, lines, at) ?? before.replace(/[-*+]|\d+[.)]/g, (marker) => ' '.repeat(marker.length));
  const inserted = new Map<number, Line[]>();
  const removed = new Set<number>();
  let last = at.length > 0 ? (at[0] ?? 0) - 2 : opening;
  /** The places of removed lines, for new ones: in a pasted session, the lines of a check are between commands. */
  let free: number[] = [];
  for (const step of editScript(
    lines,
    newLines.map(withoutReturn).filter((newLine) => !asides.has(newLine)),
  )) {
    if (step.is === 'add') {
      last = free.shift() ?? last;
      const own = inserted.get(last) ?? [];
      own.push({ text: step.text === '' ? prefix.trimEnd() : prefix + step.text, end });
      inserted.set(last, own);
      continue;
    }
    const place = (at[step.old] ?? 0) - 1;
    if (step.is === 'drop') removed.add(place);
    free = step.is === 'drop' ? [...free, place] : [];
    last = place;
  }
  const closing = findClosing(text, Math.max(opening, (at.at(-1) ?? 0) - 1), fence);
  const longer = longerFence(fence, newLines);
  const result = text.flatMap((original, index) => {
    const isFence = index === opening || index === closing;
    const own =
      isFence && longer !== fence ? [{ ...original, text: original.text.replace(fence, longer) }] : [original];
    return [...(removed.has(index) ? [] : own), ...(inserted.get(index) ?? [])];
  });
  return result.map((entry) => entry.text + entry.end).join('');
}

/** The lines of the check. An empty fence may have been read as one empty line, which is really its end. */
function standing(
  { lines, at }: Expectation,
  text: readonly Line[],
  asides: ReadonlySet<string>,
): Pick<Expectation, 'lines' | 'at'> {
  const isEmpty = lines.length === 1 && lines[0] === '' && FENCE.test(text[(at[0] ?? 0) - 1]?.text ?? '');
  if (isEmpty) return { lines: [], at: [] };
  const own = lines
    .map((line, index) => ({ line: withoutReturn(line), at: at[index] ?? 0 }))
    .filter(({ line }) => !asides.has(line));
  return { lines: own.map(({ line }) => line), at: own.map((one) => one.at) };
}

/** In a pasted session: the optional lines before the next prompt, which have no `(?)` in the file. */
function asidesOf({ lines, at }: Expectation, text: readonly Line[]): ReadonlySet<string> {
  return new Set(
    lines.filter((line, index) => line.endsWith(' (?)') && text[(at[index] ?? 0) - 1]?.text.endsWith(' (?)') === false),
  );
}

function withoutReturn(line: string): string {
  return line.replace(/\r$/, '');
}

function split(source: string): Line[] {
  return [...source.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)]
    .map(([, text = '', end = '']) => ({ text, end }))
    .filter(({ text, end }) => text !== '' || end !== '');
}

/** What precedes the lines of the check in the file, such as the `> ` of a blockquote; null if no line shows it. */
function prefixOf(text: readonly Line[], lines: readonly string[], at: readonly number[]): string | null {
  const index = lines.findIndex((line) => line.trim() !== '');
  const original = text[(at[index] ?? 0) - 1]?.text;
  return original === undefined ? null : original.slice(0, original.length - (lines[index] ?? '').length);
}

function findOpening(text: readonly Line[], from: number): number {
  for (let index = from; index >= 0; index -= 1) if (FENCE.test(text[index]?.text ?? '')) return index;
  return -1;
}

function findClosing(text: readonly Line[], from: number, fence: string): number {
  return text.findIndex((line, index) => index > from && line.text.replace(/^[\s>]*/, '').startsWith(fence));
}

/** A fence that is longer than every run of its character at the beginning of a new line. */
function longerFence(fence: string, lines: readonly string[]): string {
  const character = fence[0] ?? '`';
  const longest = lines.reduce((most, line) => {
    const trimmed = line.trimStart();
    return Math.max(most, trimmed.length - trimmed.replace(character === '`' ? /^`+/ : /^~+/, '').length);
  }, 0);
  return longest >= fence.length ? character.repeat(longest + 1) : fence;
}
