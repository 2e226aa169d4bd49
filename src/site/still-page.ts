/**
 * An MDX page without imports, expressions and components of its own is only data: the parser reads it, and its tree
 * becomes HTML, as for a Markdown page. Such a page is never compiled, which also saves time: a site of 500 such pages
 * took a third longer to build when each was a module.
 */
import { type MdastNode, type MdastPluginEntry, mdxToMdast } from 'satteri';
import { OWN_ELEMENTS } from '../runbook/reading/live-parts.ts';
import type { Mark } from './mark-nodes.ts';

/** The Markdown features of the site beyond the defaults. The front matter has already been removed from the text. */
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

/**
 * HTML elements become raw HTML. Our own elements are left for mark.ts; comments are dropped, and so is the code of a
 * page that cannot be compiled (unbuildable.ts).
 */
function asMarkdown(node: MdastNode): Mark[] {
  if (['mdxFlowExpression', 'mdxTextExpression', 'mdxjsEsm'].includes(node.type)) return [];
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

/** As text, so that the same HTML parser reads it on all pages. */
function html(value: string): Mark {
  return { type: 'html', value };
}

function attributeText({ name, value }: { readonly name: string; readonly value?: unknown }): string {
  const text = typeof value === 'string' ? value : '';
  return `${name}="${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
}

/** Nodes of a tree that replaces another have no positions. */
const LINE = 'guidepostLine';

/** The line of a fence in its file, if it was kept. */
export function keptLine(node: MdastNode): number | undefined {
  const line: unknown = 'data' in node ? Reflect.get(Object(node.data), LINE) : undefined;
  return typeof line === 'number' ? line : undefined;
}

function childrenOf(node: MdastNode): readonly MdastNode[] {
  return 'children' in node ? (node.children as readonly MdastNode[]) : [];
}
