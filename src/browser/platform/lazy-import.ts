/**
 * Loads what most readers never need when it is needed. If it cannot be loaded, the page says so and goes on.
 *
 * The runner also serves this page. Once it has ended, any program that takes its port could answer instead. So nothing
 * is loaded from there until the runner has proven itself again. To have everything by then, the page loads all parts
 * soon after the first proof.
 */
import { find, setText } from './dom.ts';

const PATIENCE = 10_000; // ms; after that nobody expects an answer to a click

type Part<T> = () => Promise<T>;

const parts = new Set<Part<unknown>>();
let proof: PromiseWithResolvers<void> | null = null;
let loading = false;
let ahead = false;

/** A module that is loaded when it is first called for, as soon as that is allowed. */
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

/** Whether the server of this page has proven itself since the connection was lost. */
export function guardParts(isProven: boolean): void {
  if (!isProven) proof ??= Promise.withResolvers();
  else if (proof) {
    proof.resolve();
    proof = null;
  }
}

/**
 * The runner has proven itself: loads all parts now, while nobody waits. From now on other fetches wait for a proof,
 * too.
 */
export function letPartsCome(scripts: readonly string[]): void {
  if (loading) return;
  loading = true;
  page().allowed = allowed;
  const real = globalThis.fetch;
  globalThis.fetch = (...what) => allowed().then(() => real(...what));
  guardWorkers();
  const idle = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 200));
  idle(() => loadAll(scripts));
}

/** A worker cannot wait for the proof: until then none begins, and who wants one has to do without. */
function guardWorkers(): void {
  const { Worker: Real } = globalThis;
  if (Real === undefined) return; // site/search-on-demand.ts
  globalThis.Worker = class extends Real {
    constructor(...what: ConstructorParameters<typeof Worker>) {
      if (proof) throw new DOMException('unproven', 'SecurityError');
      super(...what);
    }
  };
}

/** Also loads modules that are imported by others, separately, so that one that hangs does not delay the rest. */
function loadAll(scripts: readonly string[]): void {
  for (const href of scripts)
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
  ahead = true;
  void page().search?.();
  for (const get of parts) come(get);
}

/** What the theme's search (site/search-on-demand.ts) and this module share. */
function page(): { allowed?: () => Promise<void>; search?: () => Promise<void> } {
  const shared = globalThis as { guidepostPage?: ReturnType<typeof page> };
  return (shared.guidepostPage ??= {});
}

/** A failure is ignored here: whoever needs the part asks for it again. */
function come(get: Part<unknown>): void {
  get().catch(() => {});
}

function allowed(): Promise<void> {
  return proof?.promise ?? Promise.resolve();
}

export function lazyImport<T>(loading: Promise<T>, use: (module: T) => void): void {
  void inTime(loading).then(use, () => setText(find(document, '.gp-bar-message'), whyNot()));
}

/**
 * Rejects what takes too long. If a page is left while it loads a part, and is shown again later, the part never
 * arrives.
 */
export function inTime<T>(loading: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(reject, PATIENCE);
    void loading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The runner also serves this page: without it no part can be loaded, and a reload would lose the page itself. */
export function whyNot(): string {
  const [bar, message] = [find(document, 'guide-bar'), find(document, '.gp-bar-message')];
  return message?.dataset[bar?.dataset['link'] === 'lost' ? 'lost' : 'gone'] ?? '';
}
