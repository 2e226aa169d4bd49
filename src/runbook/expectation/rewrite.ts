/** One line of output as a line of a check: new, or in the place of one that no longer matches. */
import { RE2JS } from 're2js';
import { openCaptures } from './captures.ts';
import { editLine } from './edit.ts';
import { matchLine } from './line.ts';
import type { Element } from './pattern.ts';
import type { LineElement } from './line-element.ts';
import { parseLine } from './pattern.ts';
import { PlaceholderError } from './tokens.ts';

/** Characters of a longer line that a check takes over; `[..]` stands for the rest. */
const LENGTH = 900;

/** The line as it came, written as a regular expression where it would be taken for something else. */
export function literalLine(text: string): string {
  if (text.length > LENGTH) return `${text.slice(0, LENGTH).trimEnd()}[..]`;
  const elements = tryParse(text);
  const [only] = elements?.length === 1 ? elements : [];
  return only?.kind === 'one' && isText(only) ? text : `${RE2JS.quote(text)} (re)`;
}

/** A name in brackets is text unless something was captured under it; then the line itself still matches. */
function isText({ reads }: LineElement): boolean {
  return (
    reads.by === 'text' || (reads.by === 'tokens' && reads.tokens.every(({ is }) => is === 'text' || is === 'reuse'))
  );
}

/** The placeholders of the line that still hold stay, all else becomes what came. */
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
