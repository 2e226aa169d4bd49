import { blockLines, summaryLines } from '../report/terminal.ts';
import { formats } from '../report/index.ts';
import { plural } from '../report/words.ts';
import { withUnknown } from '../report/unknown-blocks.ts';
import type { Runbook } from '../../src/runbook/model.ts';
import type { Engine, Session, SessionListing } from '../engine/types.ts';
import { readArguments } from './arguments.ts';
import { MB, openEngine, readAmount } from './engine.ts';
import { findGuide, guideNames } from './find-guide.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { sessionReport } from './session-report.ts';
import { suggestion } from './suggest.ts';

export const usage = `Usage: guidepost sessions [list] [--guide NAME] [--json]
       guidepost sessions show ID [--format junit|json|md|html]
       guidepost sessions prune [--days N] [--mb N]

The sessions whose journals this machine holds, newest first, and what became of one of them. ID may be shortened to
what tells it apart.

prune removes closed sessions that ended more than N days ago, and the oldest ones where all together take more than N
megabytes. Every command does the same with 30 days and 2048 MB, or what GUIDEPOST_KEEP_DAYS and GUIDEPOST_KEEP_MB say.
A session that is open stays.
`;

export async function sessions(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, {
    guide: { type: 'string' },
    json: { type: 'boolean' },
    format: { type: 'string' },
    days: { type: 'string' },
    mb: { type: 'string' },
  });
  const [action = 'list', id] = positionals;
  if (action === 'prune') return prune(values, io);
  const engine = openEngine(io);
  try {
    switch (action) {
      case 'list':
        io.out(listing(await engine.list(values.guide), values.json ?? false));
        return EXIT.passed;
      case 'show':
        io.out(await shown(await find(engine, id), values.format, io));
        return EXIT.passed;
      default:
        throw new UsageError(`sessions does not ${action}${suggestion(action, ['list', 'show', 'prune'])}`);
    }
  } finally {
    await engine.shutdown();
  }
}

async function prune({ days, mb }: { days?: string; mb?: string }, io: Io): Promise<number> {
  const keep = {
    ...(days === undefined ? {} : { days: readAmount('--days', days) }),
    ...(mb === undefined ? {} : { bytes: readAmount('--mb', mb) * MB }),
  };
  const before = await openEngine(io).list();
  const after = await openEngine(io, undefined, keep).list();
  io.out(`${plural(before.length - after.length, 'session')} removed, ${after.length} left\n`);
  return EXIT.passed;
}

function listing(found: readonly SessionListing[], json: boolean): string {
  if (json) return `${JSON.stringify(found, null, 2)}\n`;
  return found
    .map(({ session, guide, workspace, openedAt, closed }) => {
      const opened = new Date(openedAt).toISOString().slice(0, 19).replace('T', ' ');
      return `${session}  ${opened}  ${workspace.kind.padEnd(8)}  ${closed ? 'closed' : 'open  '}  ${guide}\n`;
    })
    .join('');
}

async function find(engine: Engine, id: string | undefined): Promise<Session> {
  if (id === undefined) throw new UsageError('sessions show ID: name a session of guidepost sessions');
  const matching = (await engine.list()).filter(({ session }) => session.startsWith(id));
  const [only, second] = matching;
  if (!only) throw new UsageError(`there is no session ${id}`);
  if (second) throw new UsageError(`${id} begins the names of ${matching.length} sessions: give more of it`);
  const session = await engine.find(only.session);
  if (!session) throw new UsageError(`there is no session ${id}`);
  return session;
}

/** Of a guide that is no longer here only the names of its blocks are left. */
async function guideOf({ guide, view }: Session, io: Io): Promise<Runbook> {
  if (view.guide === null || !(await guideNames(io)).includes(view.guide)) return guide.runbook;
  return (await findGuide(view.guide, io)).runbook;
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
