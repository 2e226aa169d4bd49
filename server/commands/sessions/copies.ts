/** Measures the practice copies of sessions, and says how to delete them. */
import { type SessionListing, abandonedSessions } from '../../engine/index.ts';
import { diskUsage } from '../../system/disk-usage.ts';
import { bytes as size, plural } from '../../../src/runbook/quantities.ts';

/** The bytes of a session's practice copy; 0 if it has none, or none any longer. */
export async function copySize(
  { closed, workspace }: Pick<SessionListing, 'closed' | 'workspace'>,
  signal?: AbortSignal,
): Promise<number> {
  return closed || workspace.kind === 'mine' ? 0 : diskUsage(workspace.path, signal);
}

/** A sentence: how many practice sessions are abandoned, their size, and how to delete them; null if there are none. */
/** `called`: what the user types to call Guidepost. */
export async function leftWords(stateDir: string, called: string, signal: AbortSignal): Promise<string | null> {
  const left = abandonedSessions(stateDir)
    .list()
    .filter(({ workspace }) => workspace.kind === 'practice');
  let bytes = 0;
  for (const one of left) bytes += await copySize(one, signal);
  if (bytes === 0) return null;
  const command = `${called} sessions prune --older-than 0d`;
  return `${plural(left.length, 'practice session')} left open, using ${size(bytes)}. To delete them: ${command}`;
}
