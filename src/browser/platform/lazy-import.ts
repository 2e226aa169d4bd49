/**
 * What most readers never need is loaded when they ask for it. Where it does not come, the page says so and goes on.
 *
 * The runner serves this page as well. Once it has gone, whoever takes its port could answer in its place: then nothing is
 * fetched from there until the runner has proven itself again. What was loaded before is there; all of it is, soon after
 * the first proof.
 */
import { find, setText } from './dom.ts';

const PATIENCE = 10_000; // ms; by then nobody expects any more what they clicked

type Part<T> = () => Promise<T>;

const parts = new Set<Part<unknown>>();
let proof: PromiseWithResolvers<void> | null = null;
let loading = false;
let ahead = false;

/** A file of the page that comes when it is called for, at once or when it may. */
export function part<T>(load: () => Promise<T>): Part<T> {
  let loaded: Promise<T> | null = null;
  const get = () => (loaded ??= allowed().then(load).catch(forget));
  const forget = (error: unknown): never => {
    loaded = null;
    throw error;
  };
  parts.add(get);
  if (ahead) come(get);
  return get;
}

/** Whether what serves this page has proven itself since the connection was lost. */
export function guardParts(isProven: boolean): void {
  if (!isProven) proof ??= Promise.withResolvers();
  else if (proof) {
    proof.resolve();
    proof = null;
  }
}

/** The runner has proven itself: everything comes now, while nobody waits for it, and other fetches wait from now on. */
export function letPartsCome(scripts: readonly string[]): void {
  if (loading) return;
  loading = true;
  page().allowed = allowed;
  const real = globalThis.fetch;
  globalThis.fetch = (...what) => allowed().then(() => real(...what));
  const idle = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 200));
  idle(() => loadAll(scripts));
}

/** Those that others bring, too, as soon as they do: one that hangs keeps none of them back. */
function loadAll(scripts: readonly string[]): void {
  for (const href of scripts)
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
  ahead = true;
  void page().search?.();
  for (const get of parts) come(get);
}

/** What the frame's search (site/search-on-demand.ts) and this file know of each other. */
function page(): { allowed?: () => Promise<void>; search?: () => Promise<void> } {
  const shared = globalThis as { guidepostPage?: ReturnType<typeof page> };
  return (shared.guidepostPage ??= {});
}

/** Where it does not come, whoever needs it asks again. */
function come(get: Part<unknown>): void {
  get().catch(() => {});
}

function allowed(): Promise<void> {
  return proof?.promise ?? Promise.resolve();
}

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
