/** One run of one block, from its start to its end: attempts, limits of time, readiness, checks. */
import { setTimeout as delay } from 'node:timers/promises';
import { resolve } from 'node:path';
import type { Block, CommandEnd, End, Verdict } from '../../../src/runbook/model.ts';
import { isWanted } from '../../../src/runbook/view.ts';
import { type Checks, openChecks } from './checking.ts';
import { type Running, type Script, interpreterOf } from '../shell/index.ts';
import { openOutputRecorder } from '../journal/index.ts';
import { startIdleTimer } from './idle-timer.ts';
import { expand } from './readiness.ts';
import { watchReadiness } from './service.ts';
import type { RunSettings } from './settings.ts';
import { type Exit, type PseudoTerminal, NotStarted, asNotStarted } from '../process/index.ts';

export interface Execution {
  readonly done: Promise<End>;
  /** Ends the whole process tree; the run then ends as `end` says. */
  stop(end: End): Promise<void>;
  /** Null while nothing runs, and for a block without a terminal. */
  terminal(): PseudoTerminal | null;
}

export function execute(settings: RunSettings): Execution {
  const { run, block, journal } = settings;
  const stopped = new AbortController();
  const lastChance = new AbortController();
  /** No further attempt can follow. */
  const spent = AbortSignal.any([stopped.signal, lastChance.signal]);
  let ending: End | null = null;
  let running: Running | null = null;

  const stop = async (end: End) => {
    ending ??= end;
    stopped.abort();
    await running?.stop();
  };

  async function attempt(number: number, closesIn: number | null): Promise<{ end: End; ok: boolean }> {
    /** Failures that another attempt may mend. */
    const held = new Map<number, Verdict>();
    const tell = (index: number, verdict: Verdict) => {
      const shown = softened(verdict, spent.aborted);
      sink.flush();
      journal.append({ type: 'verdict', run, expectation: index, verdict: shown });
      if (shown === verdict) settings.onVerdict(verdict);
      else held.set(index, verdict);
      readiness.decided();
    };
    let failed: string | null = null;
    const tellHeld = () => held.forEach((verdict, index) => tell(index, verdict));
    const checks = openChecks(block, settings.values, closesIn, tell);
    const readiness = watchReadiness(settings, checks, stop);
    const quiet = startIdleTimer(() => checks.silence());
    const sink = openOutputRecorder({
      ...settings,
      onBytes(bytes, stream) {
        checks.push(bytes, stream);
        readiness.printed(() => sink.flush());
        quiet.touch();
      },
    });
    spent.addEventListener('abort', tellHeld, { once: true });
    try {
      record(settings);
      running = await settings.shell.start({
        ...scriptOf(settings),
        onOutput: (bytes, stream) => sink.push(bytes, stream),
        onCommand(line, previous) {
          if (line === null) failed = sourceOf(block, previous);
          journal.append({ type: 'command', run, line, previous });
        },
      });
      if (number === 1) journal.append({ type: 'started', run, pid: running.pid });
      readiness.started();
      if (stopped.signal.aborted) await running.stop();
      const limit = block.kind === 'service' ? undefined : setTimeout(() => timeOut(), block.timeout);
      const exit = await running.ended;
      clearTimeout(limit);
      sink.end();
      const end = ending ?? endOf(exit);
      decide(checks, end, exit, failed);
      return { end, ok: succeeded(block, checks, end) };
    } catch (error) {
      if (!(error instanceof NotStarted)) throw error;
      return { end: ending ?? { how: 'not-started', why: error.message }, ok: false };
    } finally {
      spent.removeEventListener('abort', tellHeld);
      quiet.stop();
      readiness.stop();
      checks.close();
    }
  }

  const timeOut = () => void stop({ how: 'timed-out', after: block.timeout });

  async function attempts(): Promise<End> {
    if (block.tty && settings.terminal === null) return { how: 'not-started', why: NOBODY };
    await settings.after;
    const { every, within } = planOf(block);
    const closes = performance.now() + within;
    const window = every === null ? undefined : setTimeout(() => lastChance.abort(), Math.max(0, within - every));
    try {
      for (let number = 1; ; number += 1) {
        if (every === null && number > block.retry) lastChance.abort();
        const { end, ok } = await attempt(number, every === null ? null : Math.max(0, closes - performance.now()));
        if (ok || spent.aborted || end.how === 'not-started') return end;
        await delay(every ?? RETRY_PAUSE, undefined, { signal: stopped.signal }).catch(() => undefined);
        if (ending !== null) return ending;
        journal.append({ type: 'retried', run, attempt: number + 1, size: journal.size(run) });
      }
    } finally {
      clearTimeout(window);
    }
  }

  return { done: attempts(), stop, terminal: () => running?.terminal ?? null };
}

const NOBODY = 'it needs somebody who types: run it in the page, or feed it with --input-file FILE';

const RETRY_PAUSE = 1000; // ms; what fails for a moment rarely passes within the same second

/** How often the block is tried: `every` until its window is over, else `retry` further times. */
function planOf(block: Block): { every: number | null; within: number } {
  const repeated = block.expectations.filter(({ every }) => every !== null);
  const every = repeated.length === 0 ? null : Math.min(...repeated.map((one) => one.every ?? 0));
  return { every, within: Math.max(0, ...repeated.map(({ within }) => within ?? block.timeout)) };
}

/** What cannot be recorded is not started. */
function record({ journal, run }: RunSettings): void {
  try {
    journal.begin(run);
  } catch (error) {
    throw asNotStarted(error);
  }
}

/** A failure that another attempt may mend is only something that is waited for. */
function softened(verdict: Verdict, last: boolean): Verdict {
  if (verdict.outcome !== 'failed' || last) return verdict;
  return { outcome: 'undecided', waiting: verdict.explanation.sentence, explanation: verdict.explanation };
}

function scriptOf({ run, block, shell, values, home, terminal }: RunSettings): Omit<Script, 'onOutput' | 'onCommand'> {
  const value = (name: string) => values[name] ?? shell.value(name);
  return {
    id: run,
    name: block.id,
    text: block.script,
    with: interpreterOf(block),
    cwd: block.cwd === null ? null : resolve(home, expand(block.cwd, value)),
    env: values,
    carry: block.kind !== 'service',
    split: block.expectations.some(({ stream }) => stream !== 'both'),
    terminal: block.tty && terminal ? terminal() : null,
  };
}

function endOf({ code, signal }: Exit): End {
  return signal === null ? { how: 'exited', code: code ?? 0 } : { how: 'signalled', signal };
}

/** The first line of the command that ended the script by failing. */
function sourceOf({ script }: Block, last: CommandEnd | null): string | null {
  return last === null || last.code === 0 ? null : (script.split('\n')[last.line - 1]?.trim() ?? null);
}

/** What was stopped from outside says nothing about the expectation: it stays undecided. */
function decide(checks: Checks, end: End, { code, signal }: Exit, failed: string | null): void {
  if (end.how === 'exited' || end.how === 'signalled') checks.end(signal === null ? code : null, failed);
  else checks.abandon();
}

function succeeded(block: Block, checks: Checks, end: End): boolean {
  if (end.how !== 'exited') return checks.passed && block.expectations.length > 0;
  if (block.kind === 'probe' && end.code === 2 && block.expectations.length === 0) return true;
  return checks.passed && isWanted(end.code, block);
}
