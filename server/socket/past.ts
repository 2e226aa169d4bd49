/** What a page is told of sessions that are over: their results, the runs of one block, and how two outputs differ. */
import { setImmediate } from 'node:timers/promises';
import type { ClientMessage, PastSession } from '../../src/protocol/wire.ts';
import type { DiffLine } from '../../src/runbook/model.ts';
import { compareOutputs, pastRun, resultOf, type RunInSession } from '../../src/runbook/session/past-runs.ts';
import { readScreen } from '../../src/runbook/screen/read-screen.ts';
import { type Engine, Refused } from '../engine/index.ts';

const LATEST = 40; // sessions
const RUNS = 60;
const COMPARED = 256 * 1024; // bytes of each output, its end: what a reader can look through

type Owner = string | null;
type Message<T> = Extract<ClientMessage, { type: T }>;

export async function history(engine: Engine, guide: string | null, owner: Owner): Promise<readonly PastSession[]> {
  return (await latest(engine, guide, owner)).map(({ listing, found }) => ({
    ...listing,
    title: found.guide.runbook.title,
    result: resultOf(found.view, found.guide.runbook.blocks),
  }));
}

/** Newest first. */
export async function pastRuns(
  engine: Engine,
  { guide, block }: Message<'past'>,
  owner: Owner,
): Promise<readonly RunInSession[]> {
  const runs = (await latest(engine, guide, owner)).flatMap(({ listing, found }) =>
    [...found.view.runs.values()]
      .filter((run) => run.block === block)
      .map((run) => ({
        ...pastRun(run, found.guide.runbook.blocks),
        session: listing.session,
        workspace: listing.workspace.kind,
      })),
  );
  return runs.toSorted((a, b) => b.queuedAt - a.queuedAt).slice(0, RUNS);
}

export async function compareRuns(
  engine: Engine,
  { session, run, block, after }: Message<'compare'>,
  owner: Owner,
): Promise<readonly DiffLine[]> {
  const [earlier, later] = await Promise.all(
    [[session, run] as const, after].map((each) => printed(engine, each, block, owner)),
  );
  return compareOutputs(earlier ?? '', later ?? '');
}

async function latest(engine: Engine, guide: string | null, owner: Owner) {
  const listed = (await engine.list(guide ?? undefined, owner)).slice(0, LATEST);
  const all = [];
  for (const listing of listed) {
    const found = await engine.read(listing.session, owner);
    if (found) all.push({ listing, found });
    await setImmediate(); // a long journal takes a while to read: the runner does other work in between
  }
  return all;
}

/** As it stood on the screen in the end, masked as it was written. */
async function printed(
  engine: Engine,
  [session, run]: readonly [string, string],
  block: string,
  owner: Owner,
): Promise<string> {
  const found = await engine.read(session, owner);
  if (!found) throw new Refused('unknown_session', `There is no session ${session}.`);
  const state = found.view.runs.get(run);
  if (state?.block !== block) throw new Refused('unknown_run', `There is no run ${run} of ${block}.`);
  const { from, size } = state;
  const bytes = await found.journal.read(run, Math.max(from, size - COMPARED), size);
  return readScreen(bytes.toString('utf8'))
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}
