/** `guidepost sessions compare`: the blocks of two sessions side by side, or how the outputs of one block differ. */
import type { Runbook } from '../../../src/runbook/model.ts';
import { compareOutputs, type PastRun, pastRun } from '../../../src/runbook/session/past-runs.ts';
import type { RunView } from '../../../src/runbook/session/view.ts';
import { duration } from '../../../src/runbook/quantities.ts';
import { STATES } from '../../../src/runbook/session/state-words.ts';
import type { Session } from '../../engine/index.ts';
import { paintedDiff } from '../../report/file-diff.ts';
import { plain } from '../../report/plain-text.ts';
import { UsageError } from '../io.ts';

/** The earlier session first. */
type Sides = readonly [Session, Session];

const COMPARED = 256 * 1024; // bytes of each output, its end

export async function compareSessions(
  sides: Sides,
  { blocks }: Runbook,
  only: string | undefined,
  color: boolean,
): Promise<string> {
  const ran = [...new Set(sides.flatMap(({ view }) => [...view.latest.keys()]))];
  if (only !== undefined && !ran.includes(only))
    throw new UsageError(`neither session ran a block ${only}; they ran ${ran.join(', ') || 'nothing'}`);
  const known = blocks.map(({ id }) => id).filter((id) => ran.includes(id));
  const ordered = [...known, ...ran.filter((id) => !known.includes(id))];
  const shown = only === undefined ? ordered : [only];
  const width = Math.max(...shown.map(({ length }) => length));
  const parts = await Promise.all(
    shown.map(async (id) => {
      const runs = sides.map(({ view }) => runOf(view.runs, view.latest.get(id)));
      const [before, after] = runs.map((run) => run && pastRun(run, blocks));
      const diff = await outputs(sides, runs);
      const row = [id.padEnd(width), ...facts(before, after), diff.length > 0 ? 'output differs' : ''];
      const lines = only === undefined ? '' : paintedDiff(diff, color);
      return `${row.filter(Boolean).join('  ')}\n${lines}`;
    }),
  );
  return parts.join('');
}

function runOf(runs: ReadonlyMap<string, RunView>, id: string | undefined): RunView | undefined {
  return id === undefined ? undefined : runs.get(id);
}

/** What is the same is said once. */
function facts(before: PastRun | undefined, after: PastRun | undefined): readonly string[] {
  const said = (tell: (run: PastRun) => string | null) => {
    const [one, two] = [before, after].map((run) => (run ? (tell(run) ?? '–') : 'not run'));
    return one === two ? (one ?? '') : `${one} → ${two}`;
  };
  if (!before || !after) return [said(({ status }) => STATES[status].label.toLowerCase())];
  return [
    said(({ status }) => STATES[status].label.toLowerCase()),
    said(({ code }) => (code === null ? null : `exit ${code}`)),
    said(({ ms }) => (ms === null ? null : duration(ms))),
  ];
}

async function outputs(sides: Sides, runs: readonly (RunView | undefined)[]) {
  const [before, after] = await Promise.all(sides.map((side, index) => printed(side, runs[index])));
  return before === undefined || after === undefined ? [] : compareOutputs(before, after);
}

async function printed({ journal }: Session, run: RunView | undefined): Promise<string | undefined> {
  if (!run) return undefined;
  const bytes = await journal.read(run.id, Math.max(run.from, run.size - COMPARED), run.size);
  return plain(bytes.toString('utf8'));
}
