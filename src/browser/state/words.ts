/** What only the page says in words: its link to the runner, times of day. States and reasons: runbook/words.ts. */
import type { RunView } from '../../runbook/view.ts';
import type { Link } from '../runner/connection.ts';

export const LINK_WORDS: Readonly<Record<Link, string>> = {
  absent: 'No runner',
  offered: 'Not connected yet',
  connecting: 'Connecting …',
  connected: 'Connected',
  lost: 'Connection lost',
  refused: 'Not connected',
  foreign: 'Unknown server',
  'other-version': 'Version mismatch',
  denied: 'Not allowed',
  blocked: 'Blocked',
  unreached: 'Not connected',
};

export function elapsed(run: RunView, now: number): number | null {
  return run.startedAt === null ? null : Math.max(0, (run.endedAt ?? now) - run.startedAt);
}

export function clock(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
