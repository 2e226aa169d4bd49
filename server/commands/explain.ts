/** What is said of an error that ended a command, and the exit code. */
import { RunbookError } from '../../src/runbook/error.ts';
import { NotPlain } from '../system/private-folder.ts';
import { codeOf } from '../system/error-code.ts';
import { Refused } from '../engine/index.ts';
import { EXIT, UsageError } from './io.ts';

/** The caller's and the author's mistakes in one line, and what the system refuses; ours with the stack. */
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

/** What parseArgs throws when a command calls it directly. */
function isArgumentError(error: unknown): error is Error {
  return codeOf(error).startsWith('ERR_PARSE_ARGS');
}

/** No room, no permission, nothing left to give: neither the call nor we can help it. */
function isRefusedBySystem(error: unknown): error is Error {
  return /^(ENOSPC|EDQUOT|EFBIG|EROFS|EACCES|EPERM|EMFILE|ENFILE|ENOMEM|EAGAIN|EIO)$/.test(codeOf(error));
}
