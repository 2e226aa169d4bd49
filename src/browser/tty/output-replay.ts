/** Passes the bytes of a run on to a terminal, from the start or, if there are many, from near the end. */
import type { RunView } from '../../runbook/session/view.ts';
import type { Held } from '../runner/outputs.ts';

interface Sink {
  write(bytes: Uint8Array): Promise<void>;
  /** All earlier output has been written: from here on it is live. */
  live(): void;
  /** Discards what was written so far. */
  reset(): void;
}

const MOST = 1 << 20; // bytes that are replayed; more than any screen with its history holds

export function openReplay(first: RunView, watch: (from: number, to: null) => void, sink: Sink): Held {
  let run = first;
  let [upto, already] = [0, 0];
  const begin = () => {
    already = run.size;
    upto = Math.max(run.from, already - MOST);
    if (upto === already) sink.live();
    watch(upto, null);
  };
  begin();
  return {
    receive(at, bytes) {
      const fresh = at < upto ? bytes.subarray(upto - at) : bytes;
      if (at > upto || fresh.length === 0) return;
      upto += fresh.length;
      const caughtUp = upto >= already;
      return sink.write(fresh).then(() => caughtUp && sink.live());
    },
    update(next) {
      const again = next.attempt !== run.attempt;
      run = next;
      if (!again) return;
      sink.reset();
      begin();
    },
    resume: () => watch(upto, null),
  };
}
