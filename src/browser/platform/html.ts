/** Creates elements. Text always becomes a text node: nothing on the page parses HTML at run time. */

type Child = Node | string | null | false | undefined;
type Properties = Readonly<Record<string, string | boolean | ((event: Event) => void) | undefined>>;

/** `h('button', { class: 'x', onclick: run }, 'Run')`: `on…` adds a listener, a boolean sets or omits the attribute. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else if (typeof value === 'boolean') node.toggleAttribute(name, value);
    else if (value !== undefined) node.setAttribute(name, value);
  }
  node.append(
    ...children.filter((child): child is Node | string => child !== null && child !== false && child !== undefined),
  );
  return node;
}

/** A text; what is between backticks in it is a command. */
export function withCode(text: string): readonly (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 ? h('code', {}, part) : part));
}

const SVG = 'http://www.w3.org/2000/svg';

/** An icon of components/Icons.astro. */
export function icon(name: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'gp-icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = svg.appendChild(document.createElementNS(SVG, 'use'));
  use.setAttribute('href', `#gp-${name}`);
  return svg;
}

export function button(
  name: string,
  label: string,
  onclick: (event: Event) => void,
  accessible?: string,
): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'gp-button', 'data-icon': name, 'aria-label': accessible, onclick },
    icon(name),
    h('span', {}, label),
  );
}
