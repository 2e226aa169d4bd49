/**
 * Finds every mistake of a guide, not only the first one. The parser stops at a mistake, so the line of the mistake is
 * removed, without changing the numbers of other lines, and the text is parsed again.
 */
import { RunbookError } from '../../src/runbook/error.ts';
import { type Source, parse } from '../../src/runbook/reading/parse.ts';
import type { Place, Runbook } from '../../src/runbook/model.ts';

const MOST = 50; // mistakes; more would not help the author

export interface ReadAll {
  readonly mistakes: readonly RunbookError[];
  /** The guide without its mistakes; null if it cannot be read at all. */
  readonly runbook: Runbook | null;
}

export function readAll(id: string, sources: readonly [Source, ...Source[]]): ReadAll {
  const mistakes: RunbookError[] = [];
  const [first, ...rest] = sources;
  let now: readonly [Source, ...Source[]] = [first, ...rest];
  const places: Place[] = [];
  while (places.length < MOST) {
    try {
      return { mistakes, runbook: parse(id, now) };
    } catch (error) {
      if (!(error instanceof RunbookError)) throw error;
      const isKnown = mistakes.some(({ message }) => isOfFrontMatter(error) && message === error.message);
      if (!isKnown && !now.some((source) => followsFrom(source, error.place, places))) mistakes.push(error);
      places.push(error.place);
      const next = without(now, error);
      if (next === null) break;
      now = next;
    }
  }
  return { mistakes, runbook: null };
}

/** Whether the place is a fence in which a line was removed: what is wrong with it now is no mistake of the author. */
function followsFrom(source: Source, place: Place, removed: readonly Place[]): boolean {
  const lines = source.text.split('\n');
  const at = lineOf(source, place);
  const ticks = /^\s*(`{3,}|~{3,})/.exec(lines[at] ?? '')?.[1];
  if (ticks === undefined) return false;
  const length = lines.slice(at + 1).findIndex((line) => line.trim().startsWith(ticks));
  return removed.map((each) => lineOf(source, each)).some((line) => line > at && line <= at + length);
}

/** The sources without the line of a mistake; null if there is no such line, or nothing can be removed from it. */
function without(sources: readonly [Source, ...Source[]], error: RunbookError) {
  const { place } = error;
  let isChanged = false;
  const [first, ...rest] = sources.map((source) => {
    const lines = source.text.split('\n');
    const at = lineOf(source, place);
    const line = lines[at];
    if (line === undefined) return source;
    const less = isOfFrontMatter(error) ? withoutItem(lines, at) : lines.with(at, lessOf(line));
    isChanged ||= less.some((each, index) => each !== lines[index]);
    return { ...source, text: less.join('\n') };
  });
  return isChanged && first ? ([first, ...rest] as const) : null;
}

function isOfFrontMatter({ message }: RunbookError): boolean {
  return message.startsWith('front matter: ');
}

/** Of a list, the whole item is removed: what is left of it would be wrong in another way. */
function withoutItem(lines: readonly string[], at: number): readonly string[] {
  const [, indent] = /^( *)- /.exec(lines[at] ?? '') ?? [];
  if (indent === undefined) return lines.with(at, '');
  const after = lines.slice(at + 1);
  const length = after.findIndex((line) => line.trim() !== '' && !line.startsWith(`${indent} `));
  return lines.map((line, index) => (index >= at && index <= at + (length === -1 ? 0 : length) ? '' : line));
}

/**
 * Of a fence, its id stays, because others may refer to it; if it fails again, it becomes plain text. Other lines are
 * removed.
 */
function lessOf(line: string): string {
  const [, indent = '', ticks, language = '', words = ''] = /^(\s*)(`{3,}|~{3,})\s*(\S*)(.*)$/.exec(line) ?? [];
  if (ticks === undefined) return '';
  const id = /\bid=[\w.-]+/.exec(words)?.[0];
  const shorter = id === undefined ? `${indent}${ticks}${language}` : `${indent}${ticks}${language} ${id}`;
  return shorter === line ? `${indent}${ticks}text` : shorter;
}

/** From 0, in the text with all that it includes; -1 where the place does not stand in it. */
function lineOf({ file, places }: Source, place: Place): number {
  if (!places) return file === place.file ? place.line - 1 : -1;
  return places.findIndex((each) => each.file === place.file && each.line === place.line);
}
