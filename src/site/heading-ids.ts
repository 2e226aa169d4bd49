/**
 * Keeps the ids of headings apart from ours: a heading "Step build" would get the id of the block `build`. Only such a
 * heading gets another id, so links to all others stay valid.
 */
import type { HastNode, HastPluginDefinition } from 'satteri';

/** Ids that the theme and our own parts look up. */
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

/** The id that the heading would get, at most: the theme drops some other characters, too. */
function idOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9_ -]/g, '')
    .replaceAll(' ', '-');
}

/** A second heading with the same text gets a number. */
function isOrNumbered(taken: string, id: string): boolean {
  return taken === id || (taken.startsWith(`${id}-`) && /^\d+$/.test(taken.slice(id.length + 1)));
}
