/** Limits for one socket; `sockets` for all of them together. Sizes in bytes, times in ms. */
export interface Limits {
  readonly sockets: number;
  readonly payload: number;
  readonly fragments: number;
  readonly bufferedChunks: number;
  /** Longest time from the upgrade to the hello. */
  readonly hello: number;
  /** Longest time from a message's first byte to its last. */
  readonly message: number;
  /** Messages per second, and how many may arrive at once. */
  readonly rate: number;
  readonly burst: number;
  /** How many messages may wait because of the rate before the socket is closed. */
  readonly waiting: number;
  readonly ping: number;
  readonly follows: number;
  readonly watches: number;
  /** Unsent bytes above which sending pauses, and above which the connection is cut off. */
  readonly pause: number;
  readonly giveUp: number;
}

export const LIMITS: Limits = {
  sockets: 8,
  payload: 65_536,
  fragments: 16,
  bufferedChunks: 256,
  hello: 5_000,
  message: 5_000,
  rate: 30,
  burst: 60,
  waiting: 256, // after a reload a page asks for every run that it shows, all at once
  ping: 20_000,
  follows: 32,
  watches: 256,
  pause: 1 << 20, // one window of output
  giveUp: 8 << 20,
};
