/** One measured promise. */
export interface Row {
  readonly name: string;
  /** What was measured, over its floor in the same run; or the figure itself where the target is absolute. */
  readonly ratio: number;
  readonly target: `≤ ${number}` | `≥ ${number}`;
  /** The figures behind the ratio: "12.1 ms over 11.0 ms". */
  readonly detail?: string;
}

export function meets({ ratio, target }: Row): boolean {
  const limit = Number(target.slice(2));
  return target.startsWith('≤') ? ratio <= limit : ratio >= limit;
}

/** As a Markdown table, so that it can be pasted into the README. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['row', 'measured', 'target', '', 'figures'],
    ...rows.map((row) => [row.name, figure(row.ratio), row.target, meets(row) ? '✓' : '✗', row.detail ?? '']),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)));
  const line = (texts: readonly string[]) =>
    `| ${texts.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells.map(line);
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n');
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
