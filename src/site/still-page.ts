/**
 * An MDX page without imports, expressions and components of its own is data: the parser reads it, and its tree becomes
 * HTML, as that of a Markdown page does. It is never compiled, which is also faster: a site of 500 such pages took a
 * third longer to build when each was a module.
 */
import { type MdastNode, type MdastPluginEntry, mdxToMdast } from 'satteri';
import { OWN_ELEMENTS } from '../runbook/reading/live-parts.ts';
import type { Mark } from './mark-nodes.ts';

/** What the site's Markdown may hold beyond that of others; front matter is never looked for in a body. */
export const FEATURES = { frontmatter: false, directive: true };

/** The first of the site's Markdown plugins. */
export function stillPages(): MdastPluginEntry {
  return ({ fileURL, sourceFormat }) => {
    if (sourceFormat !== 'markdown' || !fileURL?.pathname.endsWith('.mdx')) return undefined;
    return {
      name: 'guidepost-still-page',
      before(root, context) {
        const tree = mdxToMdast(context.source, { features: { ...FEATURES, smartPunctuation: true } });
        context.replaceNode(root, { type: 'root', children: childrenOf(tree).flatMap(asMarkdown) });
      },
    };
  };
}

/** Elements of HTML become what raw HTML becomes; ours are for mark.ts, and comments for nobody. */
function asMarkdown(node: MdastNode): Mark[] {
  if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') return [];
  if (node.type === 'code') return [{ ...node, data: { ...node.data, [LINE]: node.position?.start.line } }];
  if (!('children' in node)) return [node];
  const children = childrenOf(node).flatMap(asMarkdown);
  const isHtml = node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
  if (!isHtml || OWN_ELEMENTS.includes(node.name ?? '')) return [{ ...node, children } as Mark];
  const attributes = node.attributes.flatMap((each) => (each.type === 'mdxJsxAttribute' ? [attributeText(each)] : []));
  const open = `<${[node.name, ...attributes].join(' ')}>`;
  const close = VOID.includes(node.name ?? '') ? '' : `</${node.name}>`;
  return children.length === 0 ? [html(open + close)] : [html(open), ...children, html(close)];
}

const VOID = ['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'];

/** As text, so that one reader of HTML decides for all pages what it means. */
function html(value: string): Mark {
  return { type: 'html', value };
}

function attributeText({ name, value }: { readonly name: string; readonly value?: unknown }): string {
  const text = typeof value === 'string' ? value : '';
  return `${name}="${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
}

/** A tree that replaces another loses its positions. */
const LINE = 'guidepostLine';

/** The line of its file, where a fence has one of its own. */
export function keptLine(node: MdastNode): number | undefined {
  const line: unknown = 'data' in node ? Reflect.get(Object(node.data), LINE) : undefined;
  return typeof line === 'number' ? line : undefined;
}

function childrenOf(node: MdastNode): readonly MdastNode[] {
  return 'children' in node ? (node.children as readonly MdastNode[]) : [];
}
