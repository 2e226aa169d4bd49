/** One run of one block: its attempts, one after the other, until none of its processes can print any more. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Block, End } from '../../../src/runbook/model.ts';
import { openOutputRecorder } from '../journal/index.ts';
import type { PseudoTerminal } from '../process/index.ts';
import { type Attempt, openAttempt } from './attempt.ts';
import { openControl } from './control.ts';
import type { RunSettings } from './settings.ts';

export interface Execution {
  readonly done: Promise<End>;
  /** Resolves after `done`, once the later output of background processes has been recorded and checked, too. */
  readonly over: Promise<void>;
  /** Ends the whole process tree; the run then ends as `end` says. */
  stop(end: End): Promise<void>;
  /** Stops reading what its background processes print. */
  leave(): void;
  /** Null while no script runs, and for a block without a terminal. */
  terminal(): PseudoTerminal | null;
}

export function execute(settings: RunSettings): Execution {
  const { block } = settings;
  const control = openControl(settings);
  const recorder = openOutputRecorder({ ...settings, onBytes: (bytes, stream) => current?.hear(bytes, stream) });
  let current: Attempt | null = null;

  async function attempts(): Promise<End> {
    if (block.tty && block.kind !== 'service' && settings.terminal === null) return { how: 'not-started', why: NOBODY };
    await settings.after;
    const { every, within } = planOf(block);
    const closes = performance.now() + within;
    const window = every === null ? undefined : setTimeout(() => control.exhaust(), Math.max(0, within - every));
    try {
      for (let number = 1; ; number += 1) {
        if (every === null && number > block.retry) control.exhaust();
        const closesIn = every === null ? null : Math.max(0, closes - performance.now());
        current = openAttempt(settings, control, recorder, number, closesIn);
        const { end, ok } = await current.done;
        if (ok || control.spent.aborted || end.how === 'not-started') return end;
        await delay(every ?? RETRY_PAUSE, undefined, { signal: control.stopped }).catch(() => undefined);
        const ending = control.ending();
        if (ending !== null) return ending;
        control.retry(number + 1);
      }
    } finally {
      clearTimeout(window);
      control.exhaust();
      control.reportHeld();
    }
  }

  const done = attempts();
  const last = async () => {
    await done.catch(() => undefined);
    await control.over();
    current?.over();
    recorder.end();
  };
  return {
    done,
    over: last(),
    stop: (end) => control.stop(end),
    leave: () => control.leave(),
    terminal: () => control.running()?.terminal ?? null,
  };
}

const NOBODY = 'it needs keyboard input: run it on the page, or give --input-file FILE';

const RETRY_PAUSE = 1000; // ms; a passing failure rarely goes away within a second

/** `every`: ms between two attempts, for `within` ms; null if the block is not repeated but may have `retry`. */
function planOf(block: Block): { every: number | null; within: number } {
  const repeated = block.expectations.filter(({ every }) => every !== null);
  const every = repeated.length === 0 ? null : Math.min(...repeated.map((one) => one.every ?? 0));
  return { every, within: Math.max(0, ...repeated.map(({ within }) => within ?? block.timeout)) };
}
