/**
 * Reads what the prelude writes to its own descriptor: `L line code` when a line begins, `F line code` where a command
 * failed, `A line code` and the dump of the state at the end.
 */
import type { Readable } from 'node:stream';
import type { CommandEnd } from '../../../src/runbook/model.ts';
import { type Carried, beginOfDump, readDump } from './carry.ts';
import type { Exit } from '../process/index.ts';

export interface Trace {
  /** Resolves when no more will come. */
  readonly done: Promise<void>;
  /** Tells how the last command ended. */
  finish(exit: Exit): void;
  /** Null when bash was killed, replaced, or died before its end. */
  state(): Carried | null;
}

export function readTrace(
  stream: Readable,
  nonce: string,
  onCommand: (line: number | null, previous: CommandEnd | null) => void,
): Trace {
  let current: { line: number; since: number } | null = null;
  const first = beginOfDump(nonce);
  let failed = false;
  let text = '';
  let dump: Buffer[] | null = null;

  const take = (line: string) => {
    const [, kind, at, code] = /^([LFA]) (\d+) (\d+)$/.exec(line) ?? [];
    if (kind === 'L') {
      const now = performance.now();
      onCommand(Number(at), current && { line: current.line, code: Number(code), ms: now - current.since });
      current = { line: Number(at), since: now };
    } else if (kind !== undefined && Number(at) > 0 && Number(code) !== 0 && !(kind === 'A' && failed)) {
      // The command that failed may stand above the last line that was told (in a loop), or never have been told.
      failed = kind === 'F';
      current = { line: Number(at), since: current?.since ?? performance.now() };
    }
  };

  const done = new Promise<void>((resolve) => {
    stream.on('data', (bytes: Buffer) => {
      if (dump) {
        dump.push(Buffer.from(bytes));
      } else {
        text += bytes.toString('latin1');
        const begin = text.indexOf(first);
        const lines = (begin < 0 ? text : text.slice(0, begin)).split('\n');
        const rest = lines.pop() ?? '';
        lines.forEach(take);
        if (begin >= 0) dump = [Buffer.from(text.slice(begin), 'latin1')];
        text = begin < 0 ? rest : '';
      }
      if (dump && endsDump(dump, nonce)) resolve();
    });
    stream.once('end', resolve);
    stream.once('error', () => resolve());
  });

  return {
    done,
    finish({ code }) {
      if (current) onCommand(null, { line: current.line, code: code ?? 128, ms: performance.now() - current.since });
    },
    state: () => (dump ? readDump(Buffer.concat(dump).toString('latin1'), nonce) : null),
  };
}

function endsDump(dump: readonly Buffer[], nonce: string): boolean {
  const last = dump.at(-1);
  const end = `${nonce} end\n`;
  if (!last) return false;
  const tail = last.length >= end.length ? last : Buffer.concat(dump.slice(-end.length));
  return tail.subarray(-end.length).toString('latin1') === end;
}
