/**
 * Finds the code of an MDX page that runs while the site is built: imports, exports, expressions, and components other
 * than ours. A page without any is plain text, and need not be compiled.
 */
import type { Node } from '../tree.ts';

export const OWN_ELEMENTS = ['Options', 'Option', 'Only', 'Include'];

/** The source text of each, in order. */
export function liveParts(node: Node): readonly string[] {
  switch (node.type) {
    case 'mdxjsEsm':
      return [node.value ?? ''];
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return isComment(node.value ?? '') ? [] : [`{${node.value}}`];
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return [...liveTag(node), ...(node.children ?? []).flatMap(liveParts)];
    default:
      return (node.children ?? []).flatMap(liveParts);
  }
}

function liveTag({ name, attributes = [] }: Node): readonly string[] {
  const isText = attributes.every(
    ({ type, value }) => type === 'mdxJsxAttribute' && (value === null || typeof value !== 'object'),
  );
  // A lower-case name is an HTML element, which the site's sanitizer checks.
  if (isText && (OWN_ELEMENTS.includes(name ?? '') || /^[a-z][a-z0-9-]*$/.test(name ?? ''))) return [];
  return [`<${[name ?? '', ...attributes.map(attributeText)].join(' ').trim()}>`];
}

function attributeText({ name, value }: NonNullable<Node['attributes']>[number]): string {
  if (value === null || value === undefined) return name ?? '';
  if (typeof value === 'string') return name === undefined ? `{${value}}` : `${name}="${value}"`;
  return `${name}={${String(Reflect.get(Object(value), 'value'))}}`;
}

function isComment(code: string): boolean {
  return /^\s*\/\*(?:(?!\*\/)[^])*\*\/\s*$/.test(code);
}
