/**
 * Every mistake of a guide, not only the first. The parser stops at a mistake; what it stopped at is taken out of the
 * text, line by line in place, and the rest is read again.
 */
import { RunbookError } from '../../src/runbook/error.ts';
import { type Source, parse } from '../../src/runbook/parse.ts';
import type { Runbook } from '../../src/runbook/model.ts';

const MOST = 50; // mistakes; who has more knows what to do

export interface ReadAll {
  readonly mistakes: readonly RunbookError[];
  /** What is left of the guide; null where nothing can be read of it. */
  readonly runbook: Runbook | null;
}

export function readAll(id: string, sources: readonly [Source, ...Source[]]): ReadAll {
  const mistakes: RunbookError[] = [];
  const [first, ...rest] = sources;
  let now: readonly [Source, ...Source[]] = [first, ...rest];
  while (mistakes.length < MOST) {
    try {
      return { mistakes, runbook: parse(id, now) };
    } catch (error) {
      if (!(error instanceof RunbookError)) throw error;
      mistakes.push(error);
      const next = without(now, error);
      if (next === null) break;
      now = next;
    }
  }
  return { mistakes, runbook: null };
}

/** Null where the place names no line that could be taken out, or nothing is left to take out of it. */
function without(sources: readonly [Source, ...Source[]], { place }: RunbookError) {
  let isChanged = false;
  const [first, ...rest] = sources.map((source) => {
    const lines = source.text.split('\n');
    const line = lines[place.line - 1];
    if (source.file !== place.file || line === undefined) return source;
    const less = lessOf(line);
    isChanged = less !== line;
    return { ...source, text: lines.with(place.line - 1, less).join('\n') };
  });
  return isChanged && first ? ([first, ...rest] as const) : null;
}

/** A fence keeps its id, to which others may refer; the next time it is code that is only shown. Other lines go. */
function lessOf(line: string): string {
  const [, indent = '', ticks, language = '', words = ''] = /^(\s*)(`{3,}|~{3,})\s*(\S*)(.*)$/.exec(line) ?? [];
  if (ticks === undefined) return '';
  const id = /\bid=[\w.-]+/.exec(words)?.[0];
  const shorter = id === undefined ? `${indent}${ticks}${language}` : `${indent}${ticks}${language} ${id}`;
  return shorter === line ? `${indent}${ticks}text` : shorter;
}
