/** What the elements change in the page's markup, which stands there already; html.ts makes more of it. */

export function make(tag: string, name: string, ...children: (string | Node)[]): HTMLElement {
  const node = document.createElement(tag);
  if (name !== '') node.className = name;
  node.append(...children);
  return node;
}

export function find(root: ParentNode, selector: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(selector);
}

/** Changes only what differs: a live region must not speak again, and a selection must not be lost. */
export function setText(node: Element | null, text: string): void {
  if (node && node.textContent !== text) node.textContent = text;
}

export function setAttribute(node: Element | null, name: string, value: string | null): void {
  if (!node || node.getAttribute(name) === value) return;
  if (value === null) node.removeAttribute(name);
  else node.setAttribute(name, value);
}

export function setIcon(node: Element | null, name: string): void {
  setAttribute(node?.querySelector('use') ?? null, 'href', `#gp-${name}`);
}
