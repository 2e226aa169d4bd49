/** Turns an error that ended a command into a message and an exit code. */
import { RunbookError } from '../../src/runbook/error.ts';
import { NotPlain } from '../system/private-folder.ts';
import { codeOf } from '../system/error-code.ts';
import { Refused } from '../engine/index.ts';
import { EXIT, UsageError } from './io.ts';

/** Mistakes of the user or an author, and errors of the system, in one line; a bug of ours with its stack. */
export function explain(error: unknown, command: string): { readonly words: string; readonly code: number } {
  if (error instanceof RunbookError) return { words: `${error.toString()}\n`, code: EXIT.wrong };
  if (error instanceof UsageError) return { words: `guidepost: ${error.message}\n`, code: EXIT.wrong };
  if (error instanceof Refused || isArgumentError(error))
    return { words: `guidepost ${command}: ${error.message}\n`, code: EXIT.wrong };
  if (isRefusedBySystem(error) || error instanceof NotPlain)
    return { words: `guidepost ${command}: ${error.message}\n`, code: EXIT.failed };
  const stack = error instanceof Error ? error.stack : String(error);
  return { words: `guidepost ${command} failed because of a bug in Guidepost:\n${stack}\n`, code: EXIT.broken };
}

/** Whether parseArgs has thrown the error. */
function isArgumentError(error: unknown): error is Error {
  return codeOf(error).startsWith('ERR_PARSE_ARGS');
}

/** Whether the system refused: no space, no permission, or a limit. Neither the command line nor Guidepost is wrong. */
function isRefusedBySystem(error: unknown): error is Error {
  return /^(ENOSPC|EDQUOT|EFBIG|EROFS|EACCES|EPERM|EMFILE|ENFILE|ENOMEM|EAGAIN|EIO)$/.test(codeOf(error));
}
