/** A bucket that fills at `rate` a second up to `burst`. Credit is given for what the server itself asked to be answered. */
export interface RateLimiter {
  take(): boolean;
  grant(): void;
  /** ms until the next `take` succeeds. */
  wait(): number;
}

const CREDIT = 256; // answers outstanding; a window of output is at most that many pieces worth answering

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
