/** Reads help: a blockquote that begins with **If this fails:**, and belongs to the block or check before it. */
import { lineOf, textOf, type Node } from '../tree.ts';

/** Whether a blockquote is help. The site's plugin uses this, too. */
export function isHelp(node: Node): boolean {
  const strong = node.children?.[0]?.children?.[0];
  return strong?.type === 'strong' && /^if this fails:?$/i.test(textOf(strong).trim());
}

export function helpText(node: Node, lines: readonly string[]): string {
  const start = lineOf(node) - 1;
  const quoted = lines.slice(start, node.position?.end.line ?? start + 1);
  const text = quoted.map((line) => line.replace(/^\s*>\s?/, '')).join('\n');
  return text.replace(/^\s*(\*\*|__)if this fails:?\1:?\s*/i, '').trim();
}
