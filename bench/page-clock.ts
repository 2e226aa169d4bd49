/**
 * What stands inside a measured page, ours or the bare one: when something was clicked, and when its answer was
 * painted.
 */
interface Clock {
  /** ms from a click to the picture with the next new line `x` below `place`. */
  presented(click: string, place: string): Promise<number>;
  /** Clicks Run of a block; ms to the picture with this last line, and the longest task until a moment after. */
  ended(block: string, line: string): Promise<{ readonly ms: number; readonly longestTask: number }>;
  /** ms from the start of this page to the picture with the line `the end`. */
  restored(): Promise<number>;
  /** Pictures a second. */
  frames(ms: number): Promise<number>;
}

declare global {
  var guidepostClock: Clock;
  /** Of the bare page: ms until all that the script prints was received. */
  var received: (script: string) => Promise<number>;
}

/** Runs in the page before its own scripts, alone: nothing outside of it is there. */
export function installClock(): void {
  const AFTER = 300; // ms in which a late task still counts
  const ask = requestAnimationFrame.bind(globalThis);
  let drawing = false;

  const later = (then: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', then, { once: true });
    port1.start();
    port2.postMessage(null);
  };
  globalThis.requestAnimationFrame = (callback) =>
    ask((time) => {
      drawing = true;
      later(() => (drawing = false));
      callback(time);
    });

  /** Calls back when the picture that shows what stands in the page now was handed over: when the next one begins. */
  const painted = (then: (at: number) => void) => {
    const next = () => ask(() => then(performance.now()));
    if (drawing) next();
    else ask(next);
  };

  const when = (found: () => boolean) =>
    new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!found()) return;
        observer.disconnect();
        painted(resolve);
      });
      observer.observe(document, { subtree: true, childList: true });
    });
  const lines = (place: string) => [...document.querySelectorAll(`${place} .gp-line`)];
  const click = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();
  const restored = when(() => lines('guide-block').at(-1)?.textContent === 'the end');

  globalThis.guidepostClock = {
    async presented(button, place) {
      const known = new Set(lines(place));
      const seen = when(() => lines(place).some((line) => !known.has(line) && line.textContent === 'x'));
      let over = false;
      const turn = () => over || ask(turn); // pictures come by the display's clock, as under a moving mouse
      turn();
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 17));
      const start = performance.now();
      click(button);
      const ms = (await seen) - start;
      over = true;
      return ms;
    },
    async ended(block, line) {
      const place = `[data-id="${block}"]`;
      const tasks = [50];
      const observer = new PerformanceObserver((list) =>
        list.getEntries().forEach(({ duration }) => tasks.push(duration)),
      );
      observer.observe({ type: 'longtask' });
      const seen = when(() => lines(place).at(-1)?.textContent === line);
      const start = performance.now();
      click(`${place} .gp-run`);
      const ms = (await seen) - start;
      await new Promise((resolve) => setTimeout(resolve, AFTER));
      return { ms, longestTask: Math.max(...tasks) };
    },
    restored: () => restored,
    async frames(ms) {
      const start = performance.now();
      let pictures = 0;
      while (performance.now() < start + ms) {
        await new Promise(ask);
        pictures += 1;
      }
      return (pictures * 1000) / (performance.now() - start);
    },
  };
}
