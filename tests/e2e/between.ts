/**
 * Stands between a page and its runner: messages can be held back, and the connection cut, at a moment of the test's
 * choice.
 */
import type { Page, WebSocketRoute } from 'playwright/test';

type Side = 'page' | 'runner';

export interface Between {
  /** From the next message of that type on nothing of that side gets through; the returned function lets it go on. */
  hold(side: Side, type: string): { readonly caught: Promise<void>; release(): void };
  /** What is held is lost; the connection stays. */
  lose(): void;
  /** Ends the connection; what is held is lost. */
  cut(): void;
}

interface Held {
  readonly type: string;
  readonly caught: () => void;
  readonly waiting: (() => void)[];
}

/** Before the page is opened. */
export async function standBetween(page: Page): Promise<Between> {
  const held = new Map<Side, Held>();
  let current: WebSocketRoute | undefined;
  const pass = (side: Side, message: string | Buffer, send: () => void) => {
    const now = held.get(side);
    if (!now) return send();
    if (now.waiting.length === 0 && !message.toString().startsWith(`{"type":"${now.type}"`)) return send();
    now.waiting.push(send);
    now.caught();
  };
  await page.routeWebSocket(/\/__guidepost\/ws$/, (route) => {
    const runner = route.connectToServer();
    current = route;
    route.onMessage((message) => pass('page', message, () => runner.send(message)));
    runner.onMessage((message) => pass('runner', message, () => route.send(message)));
  });
  return {
    hold(side, type) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const own: Held = { type, caught: resolve, waiting: [] };
      held.set(side, own);
      return {
        caught: promise,
        release() {
          held.delete(side);
          for (const send of own.waiting) send();
        },
      };
    },
    lose: () => held.clear(),
    cut() {
      held.clear();
      void current?.close();
    },
  };
}
