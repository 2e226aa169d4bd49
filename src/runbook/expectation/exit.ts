/** Describes a program that did not end as its check expects: how it ended, what it printed, and where it stopped. */
import type { Expectation } from '../model.ts';
import { errorLineIn, inOneLine, lastWords } from './error-line.ts';
import type { SeenLine } from './recorder.ts';
import { remedyFor } from './remedy.ts';

/** `code` is null if a signal ended the program. `command` is the line of the script that ended it, if known. */
export interface End {
  readonly code: number | null;
  readonly command: string | null;
}

/**
 * `early`: the program has not ended, but no continuation can match. `open`: undecided. `accepts`: all lines matched,
 * so that only the exit code is wrong.
 */
export type Ending = { readonly how: 'early' } | { readonly how: 'open' } | Ended;

export interface Ended extends End {
  readonly how: 'ended';
  readonly accepts: boolean;
}

/** To be read at the end of a sentence. */
export function howEnded({ code }: End, { exit }: Expectation): string {
  return code === null
    ? `a signal ended the program; exit code ${exit} was expected`
    : `the program ended with exit code ${code}, not ${exit}`;
}

/** The error that a program printed before it failed, and what to do; or null. `lines`: those not in the check. */
export function errorHint({ code, command }: End, lines: readonly SeenLine[]): string | null {
  if (code === 0) return null;
  const [error, remedy] = [errorLineIn(lines, false), remedyFor(lines, command, code)];
  const then = remedy === null ? '' : ` ${remedy}`;
  if (error === null)
    return remedy === null || code === null ? null : `The program ended with exit code ${code}.${then}`;
  return code === null
    ? `A signal ended the program. It had printed: ${error}`
    : `The program ended with exit code ${code} and said: ${error}${then && `.${then}`}`;
}

/** The hint if lines are missing and no line names an error. */
export function stoppedHint(end: End, expectation: Expectation, lines: readonly SeenLine[]): string {
  const { code, command } = end;
  if (code === null || code === 0) return codeHint({ code, command: null }, expectation);
  const last = lastWords(lines);
  const where = command === null ? '' : ` at this line: ${inOneLine(command)}`;
  if (last !== null) return `The program ended with exit code ${code}${where}; the last line it printed: ${last}`;
  const may = command === null ? '. It may have stopped before it reached this line.' : '';
  return `The program ended with exit code ${code}${where}${may}`;
}

/** The hint if the output is right, or empty: perhaps the check expects the wrong code. */
export function codeHint({ code, command }: End, { exit }: Expectation): string {
  if (code === null) return 'A signal ended the program. To accept that, write exit=any on the check.';
  if (code === 0) return `The program succeeded, but the check expects exit code ${exit}.`;
  const right = `If exit code ${code} is right, write exit=${code} on the check.`;
  return command === null ? right : `${right} It came from this line: ${inOneLine(command)}`;
}
