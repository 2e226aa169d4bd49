/** Makes tables accessible: one that scrolls can be scrolled by keyboard, and an empty header cell is no header. */
import type { HastPluginDefinition } from 'satteri';

export function tables(): HastPluginDefinition {
  return {
    name: 'guidepost-tables',
    element: {
      filter: ['table', 'th'],
      visit(node, context) {
        if (node.tagName === 'table') context.setProperty(node, 'tabIndex', 0);
        else if (context.textContent(node).trim() === '' && node.children.length === 0)
          context.replaceNode(node, { ...node, tagName: 'td' });
      },
    },
  };
}
