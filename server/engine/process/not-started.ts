import { codeOf } from '../../system/error-code.ts';
import { REASONS } from '../../../src/runbook/session/reason-words.ts';
import { isDiskFull } from '../../system/disk-full.ts';

/**
 * A script could not be started: its program or its directory is missing, or the system refused. It ends that run only,
 * never the runner. The message says what to do.
 */
export class NotStarted extends Error {}

/**
 * A NotStarted, with advice, for an error of the system while a script is started; any other error is returned as is.
 */
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
