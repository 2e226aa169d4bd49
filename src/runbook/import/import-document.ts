/**
 * Turns a document for another tool into a guide: its fences get our words, in place. Everything else, and a fence that
 * cannot be checked here, stays as it is.
 */
import type { Place } from '../model.ts';
import type { Seen } from '../foreign/index.ts';
import { readPage } from '../reading/page.ts';
import { fencesFor } from './print-fence.ts';
import { sourceOf } from '../tree.ts';

export interface Imported {
  readonly text: string;
  /** The names of the tools that the document was written for. */
  readonly tools: readonly string[];
  /** The fences that were left as they are, and why. */
  readonly left: readonly (Place & { readonly message: string })[];
}

/** Throws RunbookError if the document cannot be read. */
export function importText(file: string, text: string): Imported {
  const found: Seen[] = [];
  readPage({ slug: 'index', file, text }, 'index', (seen) => found.push(seen));
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const left: Imported['left'][number][] = [];
  const out: (readonly string[])[] = lines.map((line) => [line]);
  for (const { tool, adopted, node, remark } of found) {
    const [start, end] = [node.position?.start.line ?? 1, node.position?.end.line ?? 1];
    const made = fencesFor(adopted, node);
    if (typeof made === 'string') {
      left.push({ file, line: start, message: `${tool}: ${made}` });
      continue;
    }
    const isFence = sourceOf(node, lines).opening !== null;
    const indent = isFence ? (lines[start - 1] ?? '').slice(0, (node.position?.start.column ?? 1) - 1) : '';
    const rest = indent.replace(/[^\s>]/g, ' ');
    const printed = made.map((line, index) => (line === '' ? rest.trimEnd() : `${index === 0 ? indent : rest}${line}`));
    for (let line = start; line <= end; line += 1) out[line - 1] = [];
    out[start - 1] = isFence ? printed : ['', ...printed, ''];
    if (remark) for (let line = remark.line; line <= remark.end; line += 1) out[line - 1] = [];
  }
  return {
    text: withoutDoubleBlanks(out.flat(), found.length > 0),
    tools: [...new Set(found.map(({ tool }) => tool))],
    left,
  };
}

/** Removes the second of two blank lines, which a removed comment leaves; changes nothing inside of a fence. */
function withoutDoubleBlanks(lines: readonly string[], isChanged: boolean): string {
  if (!isChanged) return lines.join('\n');
  let fence: string | null = null;
  const kept = lines.filter((line, index) => {
    const mark = /^[\s>]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === null ? mark : mark.startsWith(fence) ? null : fence;
    return fence !== null || line !== '' || lines[index - 1] !== '';
  });
  return kept.join('\n');
}
