/** The time of day, which never runs backwards: where the clock was set back, it goes on from `last` at its own pace. */
export function openClock(last: number): () => number {
  let [at, since] = [last, performance.now()];
  return () => {
    const now = performance.now();
    at = Math.max(Date.now(), at + now - since);
    since = now;
    return Math.round(at);
  };
}
