/** Finds a line that differs from one of the check only in what is easily missed: case, blanks, line ends, colors. */
import type { Expectation } from '../model.ts';
import { fold, withoutHidden } from './lookalikes.ts';
import { normalise, trimEnd } from './normalise.ts';
import type { LineElement } from './line-element.ts';
import type { SeenLine } from './recorder.ts';

interface Lines {
  readonly expectation: Expectation;
  readonly missing: readonly LineElement[];
  readonly unmatched: readonly SeenLine[];
}

export function similarHint({ expectation, missing, unmatched }: Lines): string | null {
  for (const { raw } of missing) {
    const like = (change: (text: string) => string) =>
      unmatched.find(({ text }) => text !== raw && change(text) === change(raw))?.text;
    const same = (change: (text: string) => string) => like(change) !== undefined;
    if (expectation.exact) {
      if (same(withoutReturn)) return returnHint(raw);
      if (same(trimEnd)) return 'Only the spaces at the end of the line differ. An exact check compares them.';
      if (same(withoutHidden)) return UNSEEN;
      if (same((text) => normalise(text).join('\n')))
        return 'Only colors or other control characters differ, shown here as ␛ and the like. An exact check compares them; without exact they are ignored.';
    }
    if (same(withoutHidden)) return UNSEEN;
    if (same(fold)) return 'Only characters that look alike differ. A check compares them exactly.';
    if (same((text) => text.toLowerCase())) return 'Only upper and lower case differ. A check is case-sensitive.';
    const spaced = like(evenly);
    if (spaced !== undefined && tabs(spaced) !== tabs(raw))
      return 'Only tabs and spaces differ. A check compares them exactly.';
    if (same((text) => text.trimStart()))
      return 'Only the spaces at the start of the line differ. A check compares them exactly.';
    if (spaced !== undefined)
      return 'Only the number of spaces differs. A check compares spaces exactly, also at the start of a line.';
    if (same((text) => text.trim()))
      return 'Only the spaces at both ends of the line differ. An exact check compares them.';
  }
  return null;
}

const UNSEEN = 'Only invisible characters differ. A check compares them exactly.';

/** With one space for each row of blanks. */
function evenly(text: string): string {
  return text.replace(/[\t ]+/g, ' ');
}

function tabs(text: string): number {
  return text.split('\t').length;
}

function withoutReturn(text: string): string {
  return text.replace(/\r$/, '');
}

function returnHint(raw: string): string {
  const [who, other] = raw.endsWith('\r') ? ['The check', 'the output'] : ['The output', 'the check'];
  return `${who} ends its lines with CR LF (␍), ${other} with LF. An exact check compares that; without exact it is ignored.`;
}
