/** The progress of `guidepost run`: in a terminal one line that is overwritten, elsewhere a line now and then. */
import type { Event } from '../../../src/runbook/model.ts';
import { duration } from '../../../src/runbook/quantities.ts';
import { pausedWords } from '../../../src/runbook/session/reason-words.ts';
import { plain } from '../../report/plain-text.ts';
import type { Journal } from '../../engine/index.ts';
import { type Io, OVER } from '../io.ts';
import { openLinePrinter } from './line-printer.ts';

const FRAME = 200; // ms; fast enough to look alive, slow enough to read
const SIGN_OF_LIFE = 30_000; // ms; CI systems end a job that prints nothing for minutes
const GLANCE = 4096; // bytes of the end of an output that are searched for its last line

export interface Progress {
  stop(): Promise<void>;
}

/** Shows the progress of `run` until stopped; with `verbose`, everything that it prints. */
export function showProgress(run: string, label: string, journal: Journal, io: Io, verbose: boolean): Progress {
  if (verbose) return streamOutput(run, label, journal, io);
  const started = performance.now();
  const live = io.facts.isTerminal;
  let [size, busy] = [0, false];
  const unfollow = journal.follow(({ event }) => {
    if (event.type === 'output' && event.run === run) size = event.size;
    tellPaused(event, run, label, io);
  });
  const tick = async () => {
    if (busy) return;
    busy = true;
    const last = await lastLine(journal, run, size);
    busy = false;
    const text = `${label}  ${duration(performance.now() - started)}${last ? `  ${last}` : ''}`;
    if (stopped) return;
    io.out(live ? `${OVER}  ▸ ${[...text].slice(0, Math.max(0, io.facts.columns - 5)).join('')}` : `  … ${text}\n`);
  };
  let stopped = false;
  const timer = setInterval(() => void tick(), live ? FRAME : SIGN_OF_LIFE);
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
      unfollow();
      if (live) io.out(OVER);
      return Promise.resolve();
    },
  };
}

/** A line that stays: while it is paused the run would only seem to take long. */
function tellPaused(event: Event, run: string, label: string, io: Io): void {
  if (event.type !== 'paused' || event.run !== run || event.program === null) return;
  io.out(`${io.facts.isTerminal ? OVER : ''}  … ${label}: ${pausedWords(event.program)}\n`);
}

async function lastLine(journal: Journal, run: string, size: number): Promise<string> {
  if (size === 0) return '';
  const bytes = await journal.read(run, Math.max(0, size - GLANCE), size);
  return plain(bytes.toString('utf8')).split('\n').at(-1)?.trim() ?? '';
}

function streamOutput(run: string, label: string, journal: Journal, io: Io): Progress {
  const printer = openLinePrinter(io);
  let [shown, size] = [0, 0];
  let pumping: Promise<void> | null = null;
  io.out(`  ▸ ${label}\n`);
  const unfollow = journal.follow(({ event }) => {
    tellPaused(event, run, label, io);
    if (event.type !== 'output' || event.run !== run) return;
    size = event.size;
    pumping ??= pump().finally(() => (pumping = null));
  });
  return {
    async stop() {
      unfollow();
      await pumping;
      await pump();
      printer.end();
    },
  };

  async function pump(): Promise<void> {
    while (shown < size) {
      const bytes = await journal.read(run, shown, Math.min(size, shown + 65_536));
      if (bytes.length === 0) return;
      shown += bytes.length;
      printer.push(bytes);
    }
  }
}
