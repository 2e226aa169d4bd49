import { blockLines, summaryLines } from '../report/text.ts';
import { formats } from '../report/index.ts';
import { withUnknown } from '../report/unknown-blocks.ts';
import type { Runbook } from '../../src/runbook/model.ts';
import { resultOf } from '../../src/runbook/session/past-runs.ts';
import { emptyView } from '../../src/runbook/session/view.ts';
import { bytes as size } from '../../src/runbook/quantities.ts';
import { resultWords } from '../../src/runbook/session/reason-words.ts';
import { type Engine, type Session, type SessionListing, abandonedSessions } from '../engine/index.ts';
import { allowOnly, readArguments } from './arguments.ts';
import { openEngine, stateFolder } from './open-engine.ts';
import { findProject } from './find-project.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { sessionReport } from './session-report.ts';
import { compareSessions } from './sessions/compare.ts';
import { copySize } from './sessions/copies.ts';
import { follow } from './sessions/follow.ts';
import { prune } from './sessions/prune.ts';
import { suggestion } from './suggest.ts';

export const usage = `Usage: guidepost sessions [list] [--guide NAME] [--json]
       guidepost sessions show ID [--format junit|json|md|html]
       guidepost sessions follow ID
       guidepost sessions compare ID ID [BLOCK]
       guidepost sessions close ID
       guidepost sessions prune [--older-than 7d] [--days N] [--mb N] [--dry-run]

list shows the sessions whose journals are on this machine, newest first, and how each went. A session is open while a
runner has it, left once that runner has stopped, and closed at the end. A practice session that is not closed keeps its
practice copy; the list shows how much space that takes. You can shorten ID as long as it stays unique.

follow prints a session from its beginning, then everything that happens in it, whoever runs its steps. Ctrl-C ends the
printing, not the session.

compare shows the blocks of two sessions side by side, the earlier one first: results, exit codes, times, and whether
the outputs differ. With BLOCK, it shows how the outputs of that block differ.

close ends a session that was left and deletes its practice copy; its output is kept.

prune deletes sessions that were left, with their practice copies, if nothing has happened in them for --older-than
(7d by default; 12h and 0d are possible, too). It deletes closed sessions that ended more than N days ago, and the
oldest ones if all together take more than N megabytes. Every command does the latter with 30 days and 2048 MB, or with
GUIDEPOST_KEEP_DAYS and GUIDEPOST_KEEP_MB. Open sessions are never deleted. --dry-run shows which of the left sessions
would be deleted.
`;

export async function sessions(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      guide: { type: 'string' },
      json: { type: 'boolean' },
      format: { type: 'string' },
      days: { type: 'string' },
      mb: { type: 'string' },
      'older-than': { type: 'string' },
      'dry-run': { type: 'boolean' },
    },
    4,
  );
  const [action = 'list', id, other, block] = positionals;
  if (!isAction(action))
    throw new UsageError(`unknown action: sessions ${action}${suggestion(action, Object.keys(FLAGS))}`);
  allowOnly(FLAGS[action], values);
  if (id !== undefined && (action === 'list' || action === 'prune'))
    throw new UsageError(`${id}: only flags are expected after sessions ${action}`);
  if (other !== undefined && action !== 'compare')
    throw new UsageError(`${other}: sessions ${action} takes one session`);
  if (action === 'prune') return prune({ ...values, olderThan: values['older-than'], dryRun: values['dry-run'] }, io);
  const engine = openEngine(io);
  try {
    switch (action) {
      case 'list':
        io.out(await listing(engine, await engine.list(values.guide), values.json ?? false, io));
        return EXIT.passed;
      case 'compare':
        io.out(await compared(await findListing(engine, id), await findListing(engine, other), block, engine, io));
        return EXIT.passed;
      case 'close':
        io.out(await closed(await findListing(engine, id), io));
        return EXIT.passed;
      case 'follow':
        return await followed(await findListing(engine, id), engine, io);
      case 'show':
        io.out(await shown(await find(engine, id), values.format, io));
        return EXIT.passed;
    }
  } finally {
    await engine.shutdown();
  }
}

const FLAGS = {
  list: ['guide', 'json'],
  show: ['format'],
  follow: [],
  compare: [],
  close: [],
  prune: ['older-than', 'days', 'mb', 'dry-run'],
} as const;

function isAction(word: string): word is keyof typeof FLAGS {
  return Object.hasOwn(FLAGS, word);
}

async function listing(engine: Engine, found: readonly SessionListing[], json: boolean, io: Io): Promise<string> {
  const left = abandonedSessions(stateFolder(io));
  const all = [];
  for (const one of found) {
    const known = await engine.read(one.session);
    const result = resultOf(known?.view ?? emptyView, known?.guide.runbook.blocks ?? []);
    all.push({ ...one, state: left.state(one), bytes: await copySize(one), result });
  }
  if (json) return `${JSON.stringify(all, null, 2)}\n`;
  return all
    .map(({ session, guide, workspace, openedAt, state, bytes, result }) => {
      const opened = new Date(openedAt).toISOString().slice(0, 19).replace('T', ' ');
      const more = [bytes > 0 ? size(bytes) : '', resultWords(result)].filter(Boolean).map((each) => `  ${each}`);
      return `${session}  ${opened}  ${workspace.kind.padEnd(8)}  ${state.padEnd(6)}  ${guide}${more.join('')}\n`;
    })
    .join('');
}

async function closed(listing: SessionListing, io: Io): Promise<string> {
  if (listing.closed) return `${listing.session} was already closed\n`;
  const bytes = await copySize(listing);
  await abandonedSessions(stateFolder(io)).close(listing);
  return `${listing.session} closed${bytes > 0 ? `, ${size(bytes)} of practice copy removed` : ''}\n`;
}

async function findListing(engine: Engine, id: string | undefined): Promise<SessionListing> {
  if (id === undefined) throw new UsageError('give the id of a session; guidepost sessions lists them');
  const matching = (await engine.list()).filter(({ session }) => session.startsWith(id));
  const [only, second] = matching;
  if (!only) throw new UsageError(`there is no session ${id}; \`guidepost sessions\` lists them`);
  if (second) throw new UsageError(`${matching.length} sessions begin with ${id}; give more of the id`);
  return only;
}

async function find(engine: Engine, id: string | undefined): Promise<Session> {
  const { session } = await findListing(engine, id);
  const found = await engine.find(session);
  if (!found) throw new UsageError(`there is no session ${session}; \`guidepost sessions\` lists them`);
  return found;
}

async function followed(listing: SessionListing, engine: Engine, io: Io): Promise<number> {
  const session = await find(engine, listing.session);
  const left = abandonedSessions(stateFolder(io));
  const runbook = withUnknown(await guideOf(session, io), session.view);
  return follow(session, () => left.state({ ...listing, closed: session.view.closed }) === 'open', runbook, io);
}

/** The session's guide in this project, or, if it is not there, what the session knows of it. */
async function guideOf({ guide, view }: Session, io: Io): Promise<Runbook> {
  const project = await findProject(undefined, io).catch(() => null);
  return project?.guides.find(({ runbook }) => runbook.id === view.guide)?.runbook ?? guide.runbook;
}

async function compared(
  first: SessionListing,
  second: SessionListing,
  block: string | undefined,
  engine: Engine,
  io: Io,
): Promise<string> {
  const [before, after] = [first, second].toSorted((a, b) => a.openedAt - b.openedAt);
  const sides = [await find(engine, before?.session), await find(engine, after?.session)] as const;
  return compareSessions(sides, await guideOf(sides[1], io), block, io.facts.color);
}

async function shown(session: Session, format: string | undefined, io: Io): Promise<string> {
  const known = await guideOf(session, io);
  const result = await sessionReport(session, withUnknown(known, session.view));
  if (format === undefined) {
    const total = result.blocks.length;
    const lines = result.blocks.map((block, index) => blockLines(block, `${index + 1}/${total}`, io.facts.color));
    return `${result.title}\n${lines.join('')}${summaryLines(result, io.facts.color)}`;
  }
  const write = formats.get(format);
  if (!write) throw new UsageError(`there is no format ${format}${suggestion(format, [...formats.keys()])}`);
  return write(result);
}
