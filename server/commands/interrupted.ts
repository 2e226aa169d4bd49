import type { Io } from './io.ts';

interface Interruption {
  /** Resolves with the first signal. */
  readonly signal: Promise<NodeJS.Signals>;
  readonly happened: () => boolean;
  forget(): void;
}

/** The user's wish to stop, as a promise. A second Ctrl-C while stopping changes nothing: stopping takes seconds. */
export function interrupted(io: Io): Interruption {
  let stopped = false;
  let forget = () => {};
  const signal = new Promise<NodeJS.Signals>((resolve) => {
    forget = io.onInterrupt((name) => {
      stopped = true;
      resolve(name);
    });
  });
  return { signal, happened: () => stopped, forget };
}
