/**
 * Reads what the traps of `line-traps.ts` write to their descriptor: `L line code` when a line begins, with the exit
 * code of what ran before it; `-` when no more lines will be reported; `F line code` when a command failed; `A line
 * code` at the end. At the end, and before an `exec`, there is also a dump of the state; the last complete dump counts.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { CommandEnd } from '../../../src/runbook/model.ts';
import type { Exit } from '../process/index.ts';
import type { Carried } from './carry.ts';
import { heading, readDump } from './read-dump.ts';

const REST = 5; // ms

export interface Trace {
  /** Resolves when no more will come. */
  readonly done: Promise<void>;
  /** Reports how the last command ended. */
  finish(exit: Exit): void;
  /**
   * The state that the script left; null if bash wrote none, because it was killed or replaced. `file` is where bash
   * writes it if the block has closed the descriptor.
   */
  state(before: Carried, file: string): Carried | null;
}

/** `exited` resolves when bash has exited. */
export function readTrace(
  stream: Readable,
  exited: Promise<unknown>,
  nonce: string,
  /** How many lines the author's script has: lines after them are ours. */
  lines: number,
  onCommand: (line: number | null, previous: CommandEnd | null) => void,
): Trace {
  let current: { line: number; since: number } | null = null;
  let failed = false;
  let ending = false;
  let text = '';
  let dump: Buffer[] | null = null;
  let seam: Buffer = Buffer.alloc(0);
  let whole: Buffer | null = null;
  const first = heading(nonce, 'variables');
  const last = heading(nonce, 'end');
  let disabled: string[] = [];

  const isLine = (at: number) => at > 0 && at <= lines;
  const read = (line: string) => {
    const name = /^enable -n (\S+)$/.exec(line)?.[1];
    if (name !== undefined) disabled.push(name);
    if (line === '-') {
      current = null;
      onCommand(null, null);
    }
    const [, kind, at, code] = /^([LFA]) (\d+) (\d+)$/.exec(line) ?? [];
    if (kind === 'L' && isLine(Number(at))) {
      const now = performance.now();
      onCommand(Number(at), current && { line: current.line, code: Number(code), ms: now - current.since });
      current = { line: Number(at), since: now };
    } else if (kind !== undefined && kind !== 'L' && Number(code) !== 0 && !(kind === 'A' && failed)) {
      // The command that failed may be above the last reported line (in a loop), or may never have been reported.
      failed = kind === 'F';
      current = isLine(Number(at)) ? { line: Number(at), since: current?.since ?? performance.now() } : null;
    }
    if (kind === 'A' && !ending) rest();
    ending ||= kind === 'A';
  };
  /**
   * The dump comes in a hundred small writes, so wait until it is complete; a long one continues when the pipe is read.
   */
  const rest = () => {
    stream.pause();
    const timer = setTimeout(() => stream.resume(), REST);
    void exited.then(() => {
      clearTimeout(timer);
      stream.resume();
    });
  };

  /** Returns whether the trace is complete. */
  const take = (bytes: Buffer): boolean => {
    if (!dump) {
      text += bytes.toString('latin1');
      const begin = text.indexOf(first);
      const told = (begin < 0 ? text : text.slice(0, begin)).split('\n');
      const rest = told.pop() ?? '';
      told.forEach(read);
      const rests = Buffer.from(begin < 0 ? '' : text.slice(begin), 'latin1');
      text = begin < 0 ? rest : '';
      if (begin < 0) return false;
      dump = [];
      return take(rests);
    }
    dump.push(Buffer.from(bytes));
    const ahead = seam.length;
    seam = Buffer.concat([seam, bytes]);
    const at = seam.indexOf(last, 0, 'latin1');
    seam = seam.subarray(-last.length);
    if (at < 0) return false;
    seam = Buffer.alloc(0);
    const after = bytes.subarray(at - ahead + last.length);
    const all = Buffer.concat(dump);
    whole = all.subarray(0, all.length - after.length);
    dump = null;
    return after.length > 0 ? take(after) : ending;
  };

  const done = new Promise<void>((resolve) => {
    stream.on('data', (bytes: Buffer) => {
      if (take(bytes)) resolve();
    });
    stream.once('end', resolve);
    stream.once('error', () => resolve());
    stream.resume();
  });

  return {
    done,
    finish({ code }) {
      if (current) onCommand(null, { line: current.line, code: code ?? 128, ms: performance.now() - current.since });
    },
    state(before, file) {
      if (existsSync(file)) take(readFileSync(file));
      return whole && readDump(whole.toString('latin1'), nonce, { ...before, disabled });
    },
  };
}
