/**
 * Puts a prefix before the ids in a part of a guide, and before references to them, so that it can be included twice.
 */

const FENCE = /^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)*(`{3,}|~{3,})(.*)$/;
const REFERENCE = /\b(id|needs|undo|of)=("[^"]*"|'[^']*'|[^\s"']\S*)/g;

export function prefixed(lines: readonly string[], prefix: string | null): readonly string[] {
  if (prefix === null) return lines;
  const openings = openingLines(lines);
  const own = new Set(
    openings.flatMap((index) => [...(lines[index] ?? '').matchAll(/\bid=["']?([\w.-]+)/g)].map(([, id = '']) => id)),
  );
  const renamed = (id: string) => (own.has(id.trim()) ? `${prefix}-${id.trim()}` : id);
  return lines.map((line, index) =>
    openings.includes(index)
      ? line.replace(REFERENCE, (_, word: string, value: string) => {
          const quote = /^["']/.exec(value)?.[0] ?? '';
          const ids = (quote === '' ? value : value.slice(1, -1)).split(',').map(renamed);
          return `${word}=${quote}${ids.join(',')}${quote}`;
        })
      : line,
  );
}

/** The indexes of the lines that open a fence, without those inside of another fence. */
function openingLines(lines: readonly string[]): readonly number[] {
  const found: number[] = [];
  let open: string | null = null;
  for (const [index, line] of lines.entries()) {
    const [, mark, info = ''] = FENCE.exec(line) ?? [];
    if (mark === undefined) continue;
    if (open === null) {
      open = mark;
      found.push(index);
    } else if (mark.startsWith(open) && info.trim() === '') open = null;
  }
  return found;
}
