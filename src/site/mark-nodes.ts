/** Nodes of the site's Markdown tree that become HTML elements, in .md and .mdx alike. */
import type { Custom, MdastNode } from 'satteri';

export type Mark = MdastNode | Custom;

/** An element. Use `data-…` attributes, and never `lang`, which the theme would take as a human language. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Mark[]
): Custom {
  return { type: `guidepost-${name}`, data: { hName: name, hProperties: { ...attributes } }, children: [...children] };
}

export function words(value: string): Mark {
  return { type: 'text', value };
}

/** One of the icons of components/Icons.astro. */
export function icon(name: string): Custom {
  return element('svg', { class: 'gp-icon', 'aria-hidden': 'true' }, element('use', { href: `#gp-${name}` }));
}
