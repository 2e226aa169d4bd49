/** The language of checks once more, in a few lines that try everything: slow, and nothing like the matcher. */

/** Whether the output lines fit the check. Knows text, ..., [..], [INT], [x=INT], [x], (?) (*) (+), and (re). */
export function fitsBrutally(
  check: readonly string[],
  output: readonly string[],
  x: string | null = null,
  isAgain = false,
): boolean {
  const [element, ...rest] = check;
  const [line, ...later] = output;
  if (element === undefined) return output.length === 0;
  if (element === '...') return fitsBrutally(rest, output, x) || (line !== undefined && fitsBrutally(check, later, x));
  const [, text = element, quantifier = ''] = /^(.*) \(([?*+])\)$/.exec(element) ?? [];
  if (quantifier !== '' && (quantifier !== '+' || isAgain) && fitsBrutally(rest, output, x)) return true;
  if (line === undefined) return false;
  const values = line === element ? [x] : lineValues(text, line, x);
  return values.some((value) => {
    if (fitsBrutally(rest, later, value)) return true;
    return (quantifier === '*' || quantifier === '+') && fitsBrutally(check, later, value, true);
  });
}

/** Whether some pairing of check lines and output lines fits: all permutations. */
export function fitsInAnyOrder(check: readonly string[], output: readonly string[]): boolean {
  if (check.length === 0) return output.length === 0;
  return permutations(output).some((order) => fitsBrutally(check, order));
}

/** What x can be after the line; empty: the line does not match. */
function lineValues(text: string, line: string, x: string | null): (string | null)[] {
  if (text.endsWith(' (re)')) return new RegExp(`^(?:${text.slice(0, -5)})$`, 'u').test(line) ? [x] : [];
  const source = text
    .split(/(\[\.\.\]|\[INT\]|\[x=INT\]|\[x\])/)
    .map((part) => {
      if (part === '[..]') return '.*';
      if (part === '[INT]') return String.raw`[-+]?\d+`;
      if (part === '[x=INT]') return String.raw`(?<x>[-+]?\d+)`;
      if (part === '[x]') return x === null ? String.raw`\[x\]` : `(?:${x.replace('+', '\\+')}|\\[x\\])`;
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  const match = new RegExp(`^${source}$`, 'u').exec(line);
  return match === null ? [] : [match.groups?.x ?? x];
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
