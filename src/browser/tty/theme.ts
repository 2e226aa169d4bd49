/** The colors of a terminal: the same as for all output, from the page's theme. */
import type { ITheme } from '@xterm/xterm';

const NAMES = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;

export function themeOf(node: HTMLElement): ITheme {
  const style = getComputedStyle(node);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    ...Object.fromEntries(NAMES.map((name, index) => [name, colour(`--c${index}`)])),
    background: colour('--gp-surface'),
    foreground: colour('--gp-text'),
    cursor: colour('--gp-text'),
    cursorAccent: colour('--gp-surface'),
    selectionBackground: colour('--gp-mark'),
  };
}

/** Calls back when the reader switches between light and dark. Returns the function that stops this. */
export function onTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
