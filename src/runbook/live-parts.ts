/**
 * What runs in an MDX page while the site is built: imports, exports, expressions, and components that are not ours. A
 * page without any stands still: it is text, and no compiler has to see it.
 */
import type { Node } from './tree.ts';

export const OWN_ELEMENTS = ['Options', 'Option', 'Only', 'Include'];

/** As they stand in the source, in order. */
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
  // A name in lower case is an element of HTML, which the site's sanitiser looks at.
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
