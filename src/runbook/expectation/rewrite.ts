/** Turns a line of output into a line of a check: a new one, or the replacement of one that no longer matches. */
import { RE2JS } from 're2js';
import { openCaptures } from './captures.ts';
import { editLine } from './edit.ts';
import { matchLine } from './line.ts';
import type { Element } from './pattern.ts';
import type { LineElement } from './line-element.ts';
import { parseLine } from './pattern.ts';
import { PlaceholderError } from './tokens.ts';

/** How many characters of a long line are used; `[..]` stands for the rest. */
const LENGTH = 900;

/** The line as it is, or as a regular expression if it would be read as something else. */
export function literalLine(text: string): string {
  if (text.length > LENGTH) return `${text.slice(0, LENGTH).trimEnd()}[..]`;
  const elements = tryParse(text);
  const [only] = elements?.length === 1 ? elements : [];
  return only?.kind === 'one' && isText(only) ? text : `${RE2JS.quote(text)} (re)`;
}

/** Whether the line is plain text. A name in brackets may have a value, but then the line itself matches as well. */
function isText({ reads }: LineElement): boolean {
  return (
    reads.by === 'text' || (reads.by === 'tokens' && reads.tokens.every(({ is }) => is === 'text' || is === 'reuse'))
  );
}

/** Replaces everything in the line by what was printed, except placeholders that still match. */
export function rewriteLine(element: LineElement, text: string, values: ReadonlyMap<string, string>): string {
  const line = editLine(element, text, values)
    .map(({ same, expected, actual }) => (same ? expected : actual))
    .join('');
  const [read] = tryParse(line) ?? [];
  const holds =
    read !== undefined && read.kind !== 'gap' && matchLine(read, text, false, openCaptures(values)) !== null;
  return holds ? line : literalLine(text);
}

function tryParse(text: string): readonly Element[] | null {
  try {
    return parseLine(text, { line: 1, number: 1 }, false);
  } catch (error) {
    if (error instanceof PlaceholderError) return null;
    throw error;
  }
}
