/**
 * What most readers never need is loaded when they ask for it. Where it does not come, the page says so and goes on: an
 * import that was in flight when the page went into the browser's cache never settles.
 */
import { find, setText } from './dom.ts';

const PATIENCE = 10_000; // ms; by then nobody expects any more what they clicked

export function lazyImport<T>(loading: Promise<T>, use: (module: T) => void): void {
  void inTime(loading).then(use, () => setText(find(document, '.gp-bar-message'), whyNot()));
}

/** Rejects what takes too long. A page that was left while it loaded a part, and is shown again, waits for it for ever. */
export function inTime<T>(loading: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, PATIENCE);
    void loading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The runner serves this page as well: without it no further part comes, and a reload would lose what is here. */
export function whyNot(): string {
  const [bar, message] = [find(document, 'guide-bar'), find(document, '.gp-bar-message')];
  return message?.dataset[bar?.dataset['link'] === 'lost' ? 'lost' : 'gone'] ?? '';
}
