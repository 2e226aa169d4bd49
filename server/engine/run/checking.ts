/**
 * Feeds the output of one attempt to the checks of its block, and reports each verdict as soon as it is certain. A
 * check that failed before the end is reported again at the end, explained with the whole output. A check that ends in
 * `...` passes early, but the end still counts: it fails if the script exits with a code that no check asked for, or if
 * a service ends by itself.
 */
import type { Block, Verdict } from '../../../src/runbook/model.ts';
import { type Fed, openCheck } from './check.ts';

export interface Checks extends Fed {
  readonly passed: boolean;
  /** Whether all checks have passed so far; a `never` that has not failed counts, as it cannot pass before the end. */
  readonly came: boolean;
  /** What the first check that has not passed needs, to be read after "waiting for"; null if all have passed. */
  waiting(): string | null;
}

/** `closesIn`: ms left of the time in which the block is repeated (`every`); null if it is not repeated. */
export function openChecks(
  block: Block,
  values: Readonly<Record<string, string>>,
  closesIn: number | null,
  onVerdict: (expectation: number, verdict: Verdict) => void,
): Checks {
  const checks = block.expectations.map((expectation, index) =>
    openCheck(expectation, values, closesIn, (verdict) => onVerdict(index, verdict)),
  );
  return {
    push: (bytes, stream) => checks.forEach((check) => check.push(bytes, stream)),
    silence: () => checks.forEach((check) => check.silence()),
    end: (code, command) => checks.forEach((check) => check.end(code, command)),
    wantsMore: () => checks.some((check) => check.wantsMore()),
    over: () => checks.forEach((check) => check.over()),
    abandon: () => checks.forEach((check) => check.abandon()),
    close: () => checks.forEach((check) => check.close()),
    get passed() {
      return checks.every((check) => check.verdict()?.outcome === 'passed');
    },
    get came() {
      return checks.every(isThere);
    },
    waiting: () => checks.find((check, at) => !isThere(check, at))?.waiting() ?? null,
  };

  function isThere(check: (typeof checks)[number], at: number): boolean {
    const outcome = check.verdict()?.outcome;
    return outcome === 'passed' || (block.expectations[at]?.never === true && outcome !== 'failed');
  }
}
