import type { Remark } from '../foreign/index.ts';
import type { Node } from '../tree.ts';

/** The text of an HTML or MDX comment; null for any other node. */
export function remarkIn({ value = '', position }: Node): Remark | null {
  const [, html, mdx] = /^\s*(?:<!--([^]*?)-->|\/\*([^]*?)\*\/)\s*$/.exec(value) ?? [];
  const text = html ?? mdx;
  return text === undefined || !position ? null : { text, line: position.start.line, end: position.end.line };
}
