/**
 * Decides whether the output of a run can become its check, and if not, why. Asked by the page before it offers that,
 * by the runner before it writes, and by `guidepost update`. The output of a failure is never accepted: the program
 * must have ended as the check expects, so that only the lines are wrong.
 */
import type { Block, End, Expectation } from '../model.ts';
import type { RunView } from './view.ts';

/** Why the output cannot be accepted, to be read after "cannot be accepted:"; null if it can. */
export function whyNotAccepted(run: RunView | undefined, block: Block, index: number): string | null {
  const expectation = block.expectations[index];
  if (!run || run.end?.how === 'not-started') return 'it did not run';
  const outcome = run.verdicts.get(index)?.outcome;
  if (expectation?.tool) return `it is written for ${expectation.tool}; guidepost import translates it`;
  if (!expectation || outcome === undefined || outcome === 'undecided') return 'the check was not decided';
  if (outcome === 'passed') return 'the check passed';
  if (run.end === null && block.kind !== 'service') return 'the block has not ended yet';
  if (run.end !== null && !isWanted(run.end, expectation, block)) return 'it did not end as the check expects';
  if (expectation.never) return 'it printed a line that the never check forbids; edit the check by hand';
  return null;
}

function isWanted(end: End, { exit }: Expectation, { kind }: Block): boolean {
  if (end.how === 'exited' && kind !== 'service') return exit === 'any' || end.code === exit;
  return kind === 'service' && end.how === 'cancelled';
}
