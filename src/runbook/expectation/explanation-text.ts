/** An explanation as plain text, the same in page, terminal and reports. Colors only repeat what the signs say. */
import type { DiffLine, Explanation, Nearest } from '../model.ts';

export function explanationText(
  explanation: Explanation,
  { color = false }: { readonly color?: boolean } = {},
): string {
  const paint = color
    ? (code: number, text: string) => `\u001B[${code}m${text}\u001B[39m`
    : (_: number, text: string) => text;
  const parts = [
    explanation.hint && `Hint: ${explanation.hint}`,
    explanation.sentence,
    explanation.nearest && nearestText(explanation.nearest),
    explanation.diff.length > 0 && diffText(explanation.diff, paint),
  ];
  return parts.filter((part) => typeof part === 'string').join('\n\n');
}

function nearestText({
  expectedLine,
  actualLine,
  expected,
  actual,
  expectedMarks,
  actualMarks,
  lookalikes,
}: Nearest): string {
  return [
    `Line ${actualLine} of the output is closest to line ${expectedLine} of the check:`,
    `  expected  ${expected}`,
    ...carets(expected, expectedMarks),
    `  saw       ${actual}`,
    ...carets(actual, actualMarks),
    ...lookalikes.map((text) => `  ${text}`),
  ].join('\n');
}

/** A line with ^ below what differs. Tabs stay tabs, so that the signs are aligned. */
function carets(text: string, marks: readonly (readonly [number, number])[]): string[] {
  if (marks.length === 0) return [];
  let line = '';
  let at = 0;
  for (const character of text) {
    const isMarked = marks.some(([from, to]) => at >= from && at < to);
    line += isMarked ? '^' : character === '\t' ? '\t' : ' ';
    at += character.length;
  }
  return [`            ${line.trimEnd()}`];
}

function diffText(diff: readonly DiffLine[], paint: (code: number, text: string) => string): string {
  const colors = { '-': 31, '+': 32, '…': 90, ' ': 39 };
  return [
    'Check (-) and output (+):',
    ...diff.map(({ sign, text }) => paint(colors[sign], `  ${sign} ${text}`.trimEnd())),
  ].join('\n');
}
