/** One clock for all running times: it ticks while somebody listens, and the page is shown. */
const TICK = 200; // ms; tenths of a second are shown, and nobody reads faster

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

export function now(): number {
  return Date.now();
}

export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => document.hidden || listeners.forEach((each) => each()), TICK);
  return () => listeners.delete(listener);
}
