/**
 * Feeds the output of one attempt to the expectations of its block, and tells each verdict once it is known. One that
 * failed while output still came is told again at the end, explained with the whole of it. A check that ends in `...`
 * passes early and does not hide the end: a script that then exits with a code that no check asked for has failed, and
 * so has a service that ends by itself.
 */
import type { Block, Verdict } from '../../../src/runbook/model.ts';
import { openCheck } from './check.ts';

export interface Checks {
  push(bytes: Uint8Array, stream: 'stdout' | 'stderr'): void;
  /** Nothing was printed for a while. */
  silence(): void;
  /**
   * The process ended, by a signal where `code` is null, at a command where that is known; every check that is still
   * open is decided.
   */
  end(code: number | null, command: string | null): void;
  /** Whether a check that is still open depends on what is printed from here on. */
  wantsMore(): boolean;
  /** Nothing that the process left behind can print any more. What it printed after `end` can only break a `never`. */
  over(): void;
  /** No more will come, and not because the process ended: open checks stay undecided. */
  abandon(): void;
  /** Stops the clocks. */
  close(): void;
  readonly passed: boolean;
  /** Every line that was promised has come; a `never` cannot pass before the end. */
  readonly came: boolean;
  /** What the first check that has not passed lacks, to be read after "waiting for"; null when all have. */
  waiting(): string | null;
}

/** `closesIn`: how much is left of the window in which checks with `every` have their block run again; null: none has. */
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
