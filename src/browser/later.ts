/** What most readers never need is loaded when they ask for it. Where it does not come, the page says so and goes on. */
import { find, setText } from './dom.ts';

export function later<T>(loading: Promise<T>, use: (module: T) => void): void {
  void loading.then(use, () => setText(find(document, '.gp-bar-message'), GONE));
}

const GONE = 'A part of this page could not be loaded. Reload it, then try again.';
