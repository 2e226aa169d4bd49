/** Whether an unfinished line may be the beginning of something else: 80 of 8080, 1.2 of 1.2.3. */
import type { Captures } from './captures.ts';
import { matchLine } from './line.ts';
import type { Element, Pattern } from './pattern.ts';

export function mayGoOn(line: string, { elements }: Pattern, known: Captures): boolean {
  if (/\p{N}[.,:]?$/u.test(line)) return true;
  return elements.some((element) => endsOpen(element) && isMatch(element, line, known));
}

/** Whether an element ends in a placeholder or is a regular expression, which may match more text. */
function endsOpen(element: Element): boolean {
  if (element.kind === 'gap' || element.reads.by === 'text') return false;
  return element.reads.by === 'regex' || element.reads.tokens.at(-1)?.is === 'typed';
}

function isMatch(element: Element, line: string, known: Captures): boolean {
  if (element.kind === 'gap') return false;
  const matches = (text: string) => matchLine(element, text, false, known) !== null;
  return matches(line) && (element.reads.by !== 'regex' || matches(`${line}0`) || matches(`${line}a`));
}
