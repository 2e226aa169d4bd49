/** The code of a block on the page, as the site's highlighter made it: Shiki or Expressive Code. */

/** The element that contains the code, with its frame. */
export function codeFrame(element: HTMLElement): HTMLElement | null {
  return element.querySelector<HTMLElement>(':scope > :is(pre, .expressive-code)');
}

/** The elements of its lines; none if there is no highlighter. */
export function codeLines(element: HTMLElement): readonly HTMLElement[] {
  return [...(codeFrame(element)?.querySelectorAll<HTMLElement>('code .line, code .ec-line') ?? [])];
}

/** Its lines as text, without the line numbers that a frame adds. */
export function codeText(element: HTMLElement): readonly string[] {
  const lines = codeLines(element);
  if (lines.length === 0) return (codeFrame(element)?.textContent ?? '').replace(/\n$/, '').split('\n');
  return lines.map(lineText);
}

/** As the author wrote it: with names where the page shows the reader's values. */
export function lineText(line: HTMLElement): string {
  const code = line.querySelector('.code') ?? line;
  const own = code.querySelector('[data-name]') ? (code.cloneNode(true) as Element) : code;
  for (const slot of own.querySelectorAll<HTMLElement>('[data-name]')) slot.textContent = slot.dataset['name'] ?? '';
  return own.textContent?.replace(/\n$/, '') ?? '';
}
