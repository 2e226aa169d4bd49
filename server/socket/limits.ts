/** What one socket, and all of them together, may ask of the runner. Sizes in bytes, times in ms. */
export interface Limits {
  readonly sockets: number;
  readonly payload: number;
  readonly fragments: number;
  readonly bufferedChunks: number;
  /** From the upgrade to the hello. */
  readonly hello: number;
  /** From a message's first byte to its last. */
  readonly message: number;
  /** Messages a second, and how many may come at once. */
  readonly rate: number;
  readonly burst: number;
  /** Messages that wait for the rate before the socket is closed. */
  readonly waiting: number;
  readonly ping: number;
  readonly follows: number;
  readonly watches: number;
  /** Unsent bytes above which followers pause, and above which the peer is given up. */
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
  waiting: 256, // a page that reloads asks for every run it shows at once
  ping: 20_000,
  follows: 32,
  watches: 256,
  pause: 1 << 20, // one window of output
  giveUp: 8 << 20,
};
