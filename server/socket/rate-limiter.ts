/**
 * A token bucket that fills at `rate` a second up to `burst`. `grant` adds credit for an answer that the server
 * expects.
 */
export interface RateLimiter {
  take(): boolean;
  grant(): void;
  /** ms until the next `take` succeeds. */
  wait(): number;
}

const CREDIT = 256; // expected answers at most; more than the pieces of one window of output

export function createRateLimiter(rate: number, burst: number, now: () => number): RateLimiter {
  let [tokens, at, credit] = [burst, now(), 0];
  const refill = () => {
    tokens = Math.min(burst, tokens + ((now() - at) / 1000) * rate);
    at = now();
  };
  return {
    take() {
      refill();
      if (credit > 0) credit -= 1;
      else if (tokens >= 1) tokens -= 1;
      else return false;
      return true;
    },
    grant() {
      credit = Math.min(CREDIT, credit + 1);
    },
    wait() {
      refill();
      return Math.max(1, Math.ceil(((1 - tokens) / rate) * 1000));
    },
  };
}
