/**
 * A window onto the output of one run. The runner has the whole output in a file. The page holds a part of it and
 * follows the end; scrollback.ts reads what is before that part. If the page falls far behind, it skips ahead and says
 * so. Invariant: the first line held is whole and begins at byte `from`; the next byte expected is `upto`.
 */
import type { RunView } from '../../runbook/session/view.ts';
import { openPageScreen, type PageScreen } from './page-screen.ts';

export interface Output {
  readonly screen: PageScreen;
  /** The output of this attempt, in bytes: the runner has `begin` to `size`, the page holds it from `from` on. */
  extent(): { readonly begin: number; readonly from: number; readonly size: number };
  /** Bytes of this attempt before the part that is held; 0 if nothing is missing. */
  before(): number;
  /**
   * Reads a part once, apart from following the end. Resolves with null if another attempt began before it was read.
   */
  read(from: number, to: number): Promise<string | null>;
  /** Adds older lines at the top; the first of them begins at byte `from`. */
  prepend(lines: readonly string[], from: number): void;
  /** `prepended`: how many older lines were added at the top since the last call. */
  onChange(listener: (prepended: number) => void): void;
}

export interface OutputWindow extends Output {
  receive(from: number, bytes: Uint8Array): void;
  update(run: RunView): void;
  resume(): void;
}

/** A part that is read once, apart from following the end. */
interface Reading {
  readonly to: number;
  at: number;
  readonly chunks: BlobPart[];
  readonly done: (text: string | Promise<string> | null) => void;
}

const TAIL = 256 << 10; // bytes before the end that are read first: thousands of lines, in one message
const BEHIND = 2 << 20; // bytes; the page jumps to the end if it is further behind, since nobody reads 100 MB a second
const HOLD = 800_000; // lines; at 20 px each, this is the tallest element that every browser supports
const HEAVY = 96 << 20; // bytes held

/**
 * `watch(from, to)` asks the runner for a part; with `to` null, for everything still to come. A new request ends the
 * last.
 */
export function openWindow(first: RunView, watch: (from: number, to: number | null) => void): OutputWindow {
  const listeners = new Set<(prepended: number) => void>();
  let run = first;
  let [from, upto, whole] = [0, 0, true];
  let screen = openPageScreen(changed);
  let decoder = new TextDecoder();
  let reading: Reading | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  function changed(prepended = 0) {
    listeners.forEach((listener) => listener(prepended));
  }

  /** Starts again near the end. */
  function follow(size: number) {
    from = upto = Math.max(run.from, size - TAIL);
    whole = from === run.from;
    screen = openPageScreen(changed);
    decoder = new TextDecoder();
    watch(from, null);
  }

  function take(at: number, bytes: Uint8Array) {
    const fresh = at < upto ? bytes.subarray(upto - at) : bytes;
    if (at > upto || fresh.length === 0) return;
    upto += fresh.length;
    screen.write(decoder.decode(whole ? fresh : toNextLine(fresh), { stream: true }));
    if (screen.lines.length > HOLD || upto - from > HEAVY) follow(upto);
  }

  /** Jumps to the end if that is far away; does not jump again until the last jump has brought some output. */
  function catchUp(): boolean {
    const far = !reading && upto > from && run.size - upto > BEHIND;
    if (far) follow(run.size);
    return far;
  }

  /**
   * Skips the rest of the line in which the part begins. If that line is longer than the part, it is shown as it is.
   */
  function toNextLine(bytes: Uint8Array): Uint8Array {
    const newline = bytes.indexOf(10);
    whole = newline >= 0 || upto - from >= TAIL;
    const skipped = whole ? newline + 1 : bytes.length;
    from += skipped;
    return bytes.subarray(skipped);
  }

  function read(now: Reading) {
    reading = now;
    if (now.at < now.to) watch(now.at, now.to);
    else finish(now);
  }

  function takeReading(now: Reading, at: number, bytes: Uint8Array) {
    if (at !== now.at) return;
    now.chunks.push(bytes as Uint8Array<ArrayBuffer>);
    now.at += bytes.length;
    if (now.at >= now.to) finish(now);
  }

  function finish(now: Reading) {
    reading = null;
    now.done(new Blob(now.chunks).text());
    watch(upto, null);
  }

  follow(run.size);
  return {
    get screen() {
      return screen;
    },
    before: () => from - run.from,
    extent: () => ({ begin: run.from, from, size: run.size }),
    read(start, to) {
      const own = turn.then(() => new Promise<string | null>((done) => read({ to, at: start, chunks: [], done })));
      turn = own;
      return own;
    },
    prepend(lines, start) {
      screen.prepend(lines);
      from = start;
      changed(lines.length);
    },
    onChange: (listener) => listeners.add(listener),
    receive(at, bytes) {
      if (reading) takeReading(reading, at, bytes);
      else take(at, bytes);
      catchUp();
      changed();
    },
    update(next) {
      const again = next.attempt !== run.attempt;
      run = next;
      if (again) {
        reading?.done(null);
        reading = null;
        follow(run.size);
      }
      if (catchUp() || again) changed();
    },
    resume() {
      if (reading) read(reading);
      else watch(upto, null);
    },
  };
}
