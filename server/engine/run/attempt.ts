/** One attempt of a run: starts the block's script, feeds its checks and its readiness, and stops it at its time limit. */
import { resolve } from 'node:path';
import { withEchoes } from '../../../src/runbook/echoes.ts';
import type { Block, CommandEnd, End } from '../../../src/runbook/model.ts';
import { isWanted } from '../../../src/runbook/session/view.ts';
import type { OutputRecorder, Stream } from '../journal/index.ts';
import { type Exit, NotStarted, SIZE, asNotStarted } from '../process/index.ts';
import { type Script, interpreterOf } from '../shell/index.ts';
import { type Checks, openChecks } from './checking.ts';
import type { Control } from './control.ts';
import { startIdleTimer } from './idle-timer.ts';
import { expand } from './readiness.ts';
import { type Readiness, watchReadiness } from './service.ts';
import type { RunSettings } from './settings.ts';
import { openVerdicts } from './verdicts.ts';

export interface Attempt {
  /** Takes what the block printed. */
  hear(bytes: Buffer, stream: Stream): void;
  /** To be called when none of its processes can print any more. */
  over(): void;
  readonly done: Promise<Outcome>;
}

interface Outcome {
  readonly end: End;
  readonly ok: boolean;
}

/** `closesIn`: ms left of the time in which the block is repeated (`every`); null if it is not repeated. */
export function openAttempt(
  settings: RunSettings,
  control: Control,
  recorder: OutputRecorder,
  number: number,
  closesIn: number | null,
): Attempt {
  const { block, values } = settings;
  const verdicts = openVerdicts(settings, control.spent, () => recorder.flush());
  const checks = openChecks(block, values, closesIn, (expectation, verdict) => {
    verdicts.tell(expectation, verdict);
    readiness.decided();
  });
  const readiness = watchReadiness(settings, checks, (end) => control.stop(end));
  const idle = startIdleTimer(() => checks.silence());

  async function go(): Promise<Outcome> {
    try {
      const { exit, failed } = await runScript(settings, control, recorder, checks, readiness, number);
      recorder.end();
      const end = control.ending() ?? endOf(exit);
      decide(checks, end, exit, failed);
      return { end, ok: succeeded(block, checks, end) };
    } catch (error) {
      if (!(error instanceof NotStarted)) throw error;
      return { end: control.ending() ?? { how: 'not-started', why: error.message }, ok: false };
    } finally {
      verdicts.close();
      idle.stop();
      readiness.stop();
      checks.close();
    }
  }

  return {
    hear(bytes, stream) {
      checks.push(bytes, stream);
      readiness.printed(() => recorder.flush());
      idle.touch();
    },
    over: () => checks.over(),
    done: go(),
  };
}

/** Resolves once the script has ended. `failed` is the first line of the command whose failure ended it, or null. */
async function runScript(
  settings: RunSettings,
  control: Control,
  recorder: OutputRecorder,
  checks: Checks,
  readiness: Readiness,
  number: number,
): Promise<{ exit: Exit; failed: string | null }> {
  const { run, block, journal, shell } = settings;
  let failed: string | null = null;
  let limit: NodeJS.Timeout | undefined;
  record(settings);
  await readiness.prepare();
  const running = await shell.start({
    ...scriptOf(settings),
    onOutput: (bytes, stream) => recorder.push(bytes, stream),
    onCommand(line, previous) {
      if (line === null) failed = sourceOf(block, previous);
      journal.append({ type: 'command', run, line, previous });
    },
    onForgotten: (why) => journal.append({ type: 'forgotten', run, why }),
    onPaused: (program) => journal.append({ type: 'paused', run, program }),
    onBackground() {
      clearTimeout(limit);
      control.held(running);
    },
    wantsMore: ({ code }) => code !== null && isWanted(code, block) && checks.wantsMore(),
  });
  control.take(running);
  if (number === 1) journal.append({ type: 'started', run, pid: running.pid });
  readiness.started();
  if (control.stopped.aborted) await running.stop(block.stop);
  const timeOut = () => void control.stop({ how: 'timed-out', after: block.timeout });
  if (block.kind !== 'service') limit = setTimeout(timeOut, block.timeout);
  const exit = await running.ended;
  clearTimeout(limit);
  return { exit, failed };
}

/** Opens the output file first: a run that cannot be recorded is not started. */
function record({ journal, run }: RunSettings): void {
  try {
    journal.begin(run);
  } catch (error) {
    throw asNotStarted(error);
  }
}

function scriptOf({ run, block, shell, values, home, terminal }: RunSettings): Omit<Script, keyof Told> {
  const value = (name: string) => values[name] ?? shell.value(name);
  return {
    id: run,
    name: block.id,
    text: withEchoes(block),
    with: interpreterOf(block),
    typed: block.typed,
    cwd: block.cwd === null ? null : resolve(home, expand(block.cwd, value)),
    env: values,
    carry: block.kind !== 'service',
    split: block.expectations.some(({ stream }) => stream !== 'both'),
    // A service may have a terminal even if there is no reader to type.
    terminal: block.tty ? (terminal?.() ?? SIZE) : null,
  };
}

type Told = Pick<Script, 'onOutput' | 'onCommand' | 'onForgotten' | 'onPaused' | 'onBackground' | 'wantsMore'>;

function endOf({ code, signal }: Exit): End {
  return signal === null ? { how: 'exited', code: code ?? 0 } : { how: 'signalled', signal };
}

/** The first line of the command whose failure ended the script. */
function sourceOf({ script }: Block, last: CommandEnd | null): string | null {
  return last === null || last.code === 0 ? null : (script.split('\n')[last.line - 1]?.trim() ?? null);
}

/** Decides the open checks. If the run was stopped from outside, they stay undecided. */
function decide(checks: Checks, end: End, { code, signal }: Exit, failed: string | null): void {
  if (end.how === 'exited' || end.how === 'signalled') checks.end(signal === null ? code : null, failed);
  else checks.abandon();
}

function succeeded(block: Block, checks: Checks, end: End): boolean {
  if (end.how !== 'exited') return checks.passed && block.expectations.length > 0;
  if (block.kind === 'probe' && end.code === 2 && block.expectations.length === 0) return true;
  return checks.passed && isWanted(end.code, block);
}
