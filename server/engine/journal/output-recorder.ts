/**
 * Takes the output of a run: masks its secrets, appends it to the run's file, passes it to the checks, and adds, at
 * most once a frame, an entry that says how far the file has grown.
 */
import type { OwnJournal } from './journal.ts';
import type { Secrets } from './secrets.ts';

export interface Limits {
  /** How many bytes of a run's output are shown. */
  readonly shown: number;
  /** How many bytes of a run's output are kept on disk; the rest is read and dropped. */
  readonly kept: number;
}

export const LIMITS: Limits = { shown: 64 << 20, kept: 1 << 30 };

export type Stream = 'stdout' | 'stderr';

export interface OutputRecorder {
  push(bytes: Buffer, stream: Stream): void;
  /** Appends the pending `output` entry now. */
  flush(): void;
  /** Records what masking held back, and flushes. */
  end(): void;
}

export interface OutputRecorderSettings {
  readonly journal: OwnJournal;
  readonly run: string;
  readonly limits: Limits;
  readonly secrets: Secrets;
  readonly onBytes: (bytes: Buffer, stream: Stream) => void;
}

/** A page draws once a frame: more frequent messages would be wasted. */
const FRAME = 16; // ms

/**
 * How long masking may hold bytes back: a prompt may end like the beginning of a secret, and somebody who types into a
 * terminal expects to see each character.
 */
const QUIET = 100; // ms

export function openOutputRecorder({ journal, run, limits, secrets, onBytes }: OutputRecorderSettings): OutputRecorder {
  const masks = { stdout: secrets.openMask(), stderr: secrets.openMask() };
  let size = journal.size(run);
  let told = size;
  let toldAt = -Infinity;
  let cut: 'cap' | 'kept' | 'disk' | null = null;
  let full = false;
  let timer: NodeJS.Timeout | undefined;
  let quiet: NodeJS.Timeout | undefined;

  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    const shown = Math.min(size, limits.shown);
    if (shown > told) {
      told = shown;
      toldAt = performance.now();
      journal.append({ type: 'output', run, size: shown });
    }
    const why = full ? 'disk' : size >= limits.kept ? 'kept' : size > limits.shown ? 'cap' : null;
    if (why !== null && why !== cut) {
      cut = why;
      journal.append({ type: 'cut', run, size: shown, why });
    }
  };
  const take = (bytes: Buffer, stream: Stream) => {
    if (bytes.length === 0) return;
    const kept = bytes.subarray(0, Math.max(0, limits.kept - size));
    if (kept.length > 0 && !full) {
      const before = size;
      size = journal.write(run, kept);
      // The disk is full. Later output is dropped too, even if there is room again: it would follow a gap.
      full = size < before + kept.length;
    }
    const wait = toldAt + FRAME - performance.now();
    if (wait <= 0) tell();
    else timer ??= setTimeout(tell, wait);
    onBytes(bytes, stream);
  };

  const giveOut = () => {
    quiet = undefined;
    for (const stream of ['stdout', 'stderr'] as const) take(masks[stream].release(), stream);
  };

  return {
    push(bytes, stream) {
      take(masks[stream].push(bytes), stream);
      if (masks.stdout.holds() || masks.stderr.holds()) quiet ??= setTimeout(giveOut, QUIET);
    },
    flush: tell,
    end() {
      clearTimeout(quiet);
      take(masks.stdout.end(), 'stdout');
      take(masks.stderr.end(), 'stderr');
      tell();
    },
  };
}
