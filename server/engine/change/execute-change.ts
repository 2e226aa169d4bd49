/** One run of a block that changes files, completely or not at all. Its output is the diff, and is checked like any. */
import { fileDiffLines } from '../../../src/runbook/file-diff.ts';
import type { Block, End, Verdict } from '../../../src/runbook/model.ts';
import { type Limits, type OwnJournal, type Secrets, openOutputRecorder } from '../journal/index.ts';
import { type Execution, openChecks } from '../run/index.ts';
import type { UndoLog } from './undo-log.ts';
import { type FileChange, type Place, describe, planChange } from './plan-change.ts';
import { ChangeRefused } from './workspace-file.ts';

export interface ChangeRunSettings {
  readonly run: string;
  readonly block: Block;
  readonly journal: OwnJournal;
  readonly limits: Limits;
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
  readonly place: Place;
  readonly undoLog: UndoLog;
  /** The digest of the preview that the reader has seen; null if none was shown. */
  readonly shown: string | null;
  readonly onVerdict: (verdict: Verdict) => void;
}

/** The change is made at once, so that it cannot be stopped half-way. */
export function executeChange(settings: ChangeRunSettings): Execution {
  const done = Promise.resolve(settings).then(carryOut);
  const over = done.then(nothing, nothing);
  return { done, over, stop: () => Promise.resolve(), leave: nothing, terminal: () => null };
}

const nothing = () => undefined;

const NOT_AS_SHOWN = 'its files have changed since the difference was shown; look at the difference again';

function carryOut(settings: ChangeRunSettings): End {
  const { run, journal } = settings;
  try {
    const make = prepare(settings);
    journal.begin(run);
    journal.append({ type: 'started', run, pid: process.pid });
    print(`${fileDiffLines(describe(make())).join('\n')}\n`, settings);
    return { how: 'exited', code: 0 };
  } catch (error) {
    if (error instanceof ChangeRefused) return { how: 'not-started', why: error.message };
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return { how: 'not-started', why: `the system refused: ${error.message}` };
  }
}

/** Returns the function that makes the change; until it is called nothing changes. Throws ChangeRefused. */
function prepare({ block, place, undoLog, shown }: ChangeRunSettings): () => readonly FileChange[] {
  if (block.change?.by === 'restore') return undoLog.restore(block.change.of);
  const plan = planChange(block, place);
  if (plan.digest !== shown) throw new ChangeRefused(NOT_AS_SHOWN);
  return () => undoLog.make(block.id, plan.files);
}

function print(text: string, settings: ChangeRunSettings): void {
  const { run, block, journal, values, onVerdict } = settings;
  const checks = openChecks(block, values, null, (expectation, verdict) => {
    journal.append({ type: 'verdict', run, expectation, verdict });
    onVerdict(verdict);
  });
  const recorder = openOutputRecorder({ ...settings, onBytes: (bytes, stream) => checks.push(bytes, stream) });
  recorder.push(Buffer.from(text), 'stdout');
  recorder.end();
  checks.end(0, null);
  checks.close();
}
