/**
 * xterm writes its sizes and colors into style elements, which the page's policy forbids. While xterm creates them it
 * gets elements of ours instead, whose text becomes a constructed style sheet. So nothing is parsed as inline style,
 * and the policy stays as strict as it is.
 */
const NAME = 'guide-sheet';

export function withSheets(work: () => void): void {
  if (!customElements.get(NAME)) customElements.define(NAME, GuideSheet);
  const own = document.createElement.bind(document);
  document.createElement = (tag: string, options?: ElementCreationOptions) =>
    own(tag === 'style' ? NAME : tag, options);
  try {
    work();
  } finally {
    Reflect.deleteProperty(document, 'createElement'); // the inherited property remains underneath
  }
}

export function adopt(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

/** Takes effect while it is in the page, like a style element. */
class GuideSheet extends HTMLElement {
  readonly #sheet = new CSSStyleSheet();

  override set textContent(css: string) {
    this.#sheet.replaceSync(css);
  }

  connectedCallback(): void {
    if (!document.adoptedStyleSheets.includes(this.#sheet)) document.adoptedStyleSheets.push(this.#sheet);
  }

  disconnectedCallback(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }
}
