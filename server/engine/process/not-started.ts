import { codeOf } from '../../system/error-code.ts';
import { REASONS } from '../../../src/runbook/words.ts';
import { isDiskFull } from '../../system/disk-full.ts';

/**
 * There is nothing to start a script with, or nowhere to start it in. What goes wrong at one run ends that run: this is
 * data with a way out, and never ends the runner.
 */
export class NotStarted extends Error {}

/** What the system refuses while a script is being started, in words that help; an error of our own stays what it is. */
export function asNotStarted(error: unknown): unknown {
  if (isDiskFull(error)) return new NotStarted(REASONS.diskFull);
  if (!(error instanceof Error) || !('syscall' in error || 'cmd' in error)) return error;
  const code = codeOf(error);
  const words = WORDS[code];
  return new NotStarted(words === undefined ? error.message.trim() : `${words} (${code})`);
}

const OPEN = 'too many files are open: raise `ulimit -n`, then restart the runner';
const WORDS: Readonly<Record<string, string>> = {
  E2BIG: 'its environment is larger than this system allows: shorten its inputs, or unset long variables',
  EAGAIN: 'the system has too many processes: end some, or raise `ulimit -u`',
  EMFILE: OPEN,
  ENFILE: OPEN,
  ENOMEM: 'the system is out of memory',
};
