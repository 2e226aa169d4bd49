/** Times as the page shows them. */
import type { RunView } from '../../runbook/session/view.ts';

export function elapsed(run: RunView, now: number): number | null {
  return run.startedAt === null ? null : Math.max(0, (run.endedAt ?? now) - run.startedAt);
}

/** A day and a time of day; with seconds, as two runs often begin within a minute. */
export function moment(at: number): string {
  return new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'medium' });
}

export function clock(at: number): string {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' });
}
