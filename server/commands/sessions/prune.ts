/** `guidepost sessions prune`: removes abandoned sessions with their copies, and closed ones by age and size. */
import { abandonedSessions } from '../../engine/index.ts';
import { bytes as size, plural } from '../../../src/runbook/quantities.ts';
import { MB, openEngine, readAmount, stateFolder } from '../open-engine.ts';
import { EXIT, UsageError } from '../io.ts';
import type { Io } from '../io.ts';
import { copySize } from './copies.ts';

export interface PruneFlags {
  readonly olderThan: string | undefined;
  readonly days?: string | undefined;
  readonly mb?: string | undefined;
  readonly dryRun: boolean | undefined;
}

export async function prune({ olderThan = '7d', days, mb, dryRun = false }: PruneFlags, io: Io): Promise<number> {
  const age = readAge(olderThan);
  const keep = {
    ...(days === undefined ? {} : { days: readAmount('--days', days) }),
    ...(mb === undefined ? {} : { bytes: readAmount('--mb', mb) * MB }),
  };
  const before = await openEngine(io).list();
  const sessions = abandonedSessions(stateFolder(io));
  for (const one of sessions.list().filter(({ lastAt }) => Date.now() - lastAt >= age)) {
    const bytes = await copySize(one);
    const copy = bytes > 0 ? ` and its practice copy of ${size(bytes)}` : '';
    io.out(`${one.session} of ${one.guide}${copy}: ${dryRun ? 'would be deleted' : 'removed'}\n`);
    if (!dryRun) await sessions.remove(one);
  }
  if (dryRun) return EXIT.passed;
  const after = await openEngine(io, undefined, keep).list();
  io.out(`${plural(before.length - after.length, 'session')} removed, ${after.length} left\n`);
  return EXIT.passed;
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function readAge(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const by = UNITS[unit];
  if (amount === undefined || by === undefined) throw new UsageError(`--older-than ${text} should look like 7d or 12h`);
  return Number(amount) * by;
}
