/**
 * Keeps the ids that headings get of their words apart from ours: a heading "Step build" would be found under the
 * address of the block `build`. Only such a heading gets another id; all others keep the one that links know.
 */
import type { HastNode, HastPluginDefinition } from 'satteri';

/** Of the frame, where it looks for something of its own. */
const FRAME = [
  'guidepost-data',
  'gp-output',
  'gp-steps-dialog',
  'gp-steps-title',
  'gp-bar',
  'gp-rail',
  'gp-menu',
  '_top',
  'starlight__sidebar',
];

/** The second of the site's HTML plugins: elements of blocks are only ours by then. */
export function headingIds(): HastPluginDefinition {
  let taken: readonly string[] = FRAME;
  let count = 0;
  return {
    name: 'guidepost-heading-ids',
    before(root) {
      taken = [...FRAME, ...blockIds(root.children)];
      count = 0;
    },
    element: {
      filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
      visit(node, context) {
        const id = idOf(context.textContent(node));
        if (node.properties?.['id'] !== undefined || !taken.some((one) => isOrNumbered(one, id))) return;
        context.setProperty(node, 'id', `user-content-${id}${count === 0 ? '' : `-${count}`}`);
        count += 1;
      },
    },
  };
}

function blockIds(children: readonly HastNode[]): string[] {
  return children.flatMap((node) => {
    if (!('children' in node)) return [];
    const id = node.type === 'element' && node.tagName === 'guide-block' ? node.properties?.['id'] : undefined;
    return [...(typeof id === 'string' ? [id] : []), ...blockIds(node.children as readonly HastNode[])];
  });
}

/** What its words would make, at most: the frame drops some of the other characters, too. */
function idOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_ -]/g, '')
    .replaceAll(' ', '-');
}

/** A second heading of the same words gets a number. */
function isOrNumbered(taken: string, id: string): boolean {
  return taken === id || (taken.startsWith(`${id}-`) && /^\d+$/.test(taken.slice(id.length + 1)));
}
