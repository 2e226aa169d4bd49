import type { Io } from './io.ts';

interface Interruption {
  /** Resolves with the first signal. */
  readonly signal: Promise<NodeJS.Signals>;
  readonly happened: () => boolean;
  forget(): void;
}

/** Turns Ctrl-C into a promise. A second Ctrl-C has no effect: stopping takes seconds. */
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
