/** What the page says in words: states never speak by colour alone. */
import type { CommandEnd, End } from '../../runbook/model.ts';
import type { RunView, Status } from '../../runbook/view.ts';
import type { Link } from '../runner/connection.ts';

/** A status as the page shows it; `stale` is a passed step that something has changed since. */
export type Shown = Status | 'stale' | 'undone';

export const STATUS_WORDS: Readonly<Record<Shown, string>> = {
  idle: 'Not run',
  queued: 'Queued',
  running: 'Running',
  ready: 'Ready',
  passed: 'Passed',
  warning: 'Warning',
  failed: 'Failed',
  cancelled: 'Stopped',
  interrupted: 'Interrupted',
  stale: 'Out of date',
  undone: 'Undone',
};

export const LINK_WORDS: Readonly<Record<Link, string>> = {
  absent: 'No runner',
  offered: 'Not connected yet',
  connecting: 'Connecting …',
  connected: 'Connected',
  lost: 'Connection lost',
  refused: 'Not connected',
  foreign: 'Not our runner',
  'other-version': 'Other version',
  denied: 'Not allowed',
  blocked: 'Blocked',
  unreached: 'Not connected',
};

/** `0.4 s`, `12 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function bytes(count: number): string {
  if (count < 1000) return `${count} bytes`;
  return count < 1e6 ? `${(count / 1e3).toFixed(1)} kB` : `${(count / 1e6).toFixed(1)} MB`;
}

/** How a run finished, in a sentence's end. */
export function endWords(end: End): string {
  switch (end.how) {
    case 'exited':
      return `exit code ${end.code}`;
    case 'signalled':
      return `ended by ${end.signal}`;
    case 'timed-out':
      return `timed out after ${duration(end.after)}`;
    case 'cancelled':
      return 'stopped';
    case 'interrupted':
      return 'interrupted: the runner went away';
    case 'not-started':
      return `not started: ${end.why}`;
  }
}

/** The script's line that failed: the last command, where the run ended with a code of its own. */
export function failedCommand(run: RunView): CommandEnd | null {
  if (run.end?.how !== 'exited' || run.end.code === 0) return null;
  const last = run.commands.at(-1);
  return last && last.code !== 0 ? last : null;
}

export function elapsed(run: RunView, now: number): number | null {
  return run.startedAt === null ? null : Math.max(0, (run.endedAt ?? now) - run.startedAt);
}

export function clock(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
