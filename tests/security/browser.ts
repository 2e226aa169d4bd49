/** As much of a browser as the page's own modules need to be loaded and asked. */

/** Runs with these globals beside those of every page; they are gone afterwards. */
export async function inBrowser<T>(
  location: URL,
  globals: Readonly<Record<string, unknown>>,
  run: () => Promise<T>,
): Promise<T> {
  const all: Record<string, unknown> = {
    location,
    document: { hidden: false, addEventListener() {} },
    addEventListener() {},
    requestAnimationFrame() {},
    BroadcastChannel: class {
      addEventListener() {}
      postMessage() {}
    },
    sessionStorage: storage(),
    localStorage: storage(),
    ...globals,
  };
  const before = new Map(Object.keys(all).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  for (const [name, value] of Object.entries(all))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  try {
    return await run();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}

/** What is kept in this browser. */
export function storage(kept: Record<string, string> = {}) {
  const values = new Map(Object.entries(kept));
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

/** As much of a document as these modules need; whatever is drawn is in the list. */
export function drawing(drawn: Record<string, unknown>[]) {
  const createElement = (tag: string) => {
    const children: unknown[] = [];
    const element: Record<string, unknown> = {
      tag,
      children,
      style: { setProperty() {} },
      classList: { add() {} },
      append: (...more: unknown[]) => void children.push(...more),
      appendChild: (child: unknown) => child,
      addEventListener() {},
      toggleAttribute() {},
      setAttribute: (name: string, value: string) => (element[name] = value),
    };
    drawn.push(element);
    return element;
  };
  const createElementNS = (_space: string, tag: string) => createElement(tag);
  return { createElement, createElementNS, createTextNode: (text: string) => ({ text }) };
}
