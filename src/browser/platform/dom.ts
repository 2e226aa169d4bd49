/** Changes to the page's existing markup; html.ts creates new elements. */

export function make(tag: string, name: string, ...children: (string | Node)[]): HTMLElement {
  const node = document.createElement(tag);
  if (name !== '') node.className = name;
  node.append(...children);
  return node;
}

export function find(root: ParentNode, selector: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(selector);
}

/** Changes only what differs, so that a live region does not announce it again and a selection is not lost. */
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
