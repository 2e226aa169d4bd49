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

/**
 * The second of the site's HTML plugins: only our own elements can be blocks by then. A heading comes before the block
 * whose id it would take, so headings are changed when all blocks are known.
 */
export function headingIds(): HastPluginDefinition {
  let taken = [...FRAME];
  let headings: Heading[] = [];
  return {
    name: 'guidepost-heading-ids',
    before() {
      taken = [...FRAME];
      headings = [];
    },
    element: {
      filter: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'guide-block'],
      visit(node, context) {
        const id = node.properties?.['id'];
        if (node.tagName === 'guide-block') taken.push(String(id));
        else if (id === undefined) headings.push({ node, id: idOf(context.textContent(node)) });
      },
    },
    after(_, context) {
      const changed = headings.filter(({ id }) => taken.some((one) => isOrNumbered(one, id)));
      for (const [count, { node, id }] of changed.entries())
        context.setProperty(node, 'id', `user-content-${id}${count === 0 ? '' : `-${count}`}`);
    },
  };
}

interface Heading {
  readonly node: Readonly<Extract<HastNode, { type: 'element' }>>;
  readonly id: string;
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
