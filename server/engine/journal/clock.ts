/**
 * The time in ms since 1970, which never runs backwards: if the system clock is set back, it continues from the last
 * time that it returned (at first `last`).
 */
export function openClock(last: number): () => number {
  let [at, since] = [last, performance.now()];
  return () => {
    const now = performance.now();
    at = Math.max(Date.now(), at + now - since);
    since = now;
    return Math.round(at);
  };
}
