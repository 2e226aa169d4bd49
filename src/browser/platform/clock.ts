/** One clock for all running times: it ticks only while something listens and the page is visible. */
const TICK = 200; // ms; times are shown in tenths of a second, and nobody reads faster

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
