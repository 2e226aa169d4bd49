/**
 * Feeds the output of one attempt to the expectations of its block, and tells each verdict once it is known. One that
 * failed while output still came is told again at the end, explained with the whole of it. A check that ends in `...`
 * passes early and does not hide the end: a script that then exits with a code that no check asked for has failed, and
 * so has a service that ends by itself.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Block, Expectation, Verdict } from '../../../src/runbook/model.ts';
import { type Matcher, compile, openMatcher } from '../../../src/runbook/expectation/index.ts';

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
  /** What the first check that has not passed lacks, to be read after "waiting for"; null when all have. */
  waiting(): string | null;
}

/** How often "waiting for …" may change. */
const REPORT = 500; // ms

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
    waiting: () => checks.find((check) => check.verdict()?.outcome !== 'passed')?.waiting() ?? null,
  };
}

function openCheck(
  expectation: Expectation,
  values: Readonly<Record<string, string>>,
  closesIn: number | null,
  tell: (verdict: Verdict) => void,
) {
  const open = () => openMatcher(compile(expectation), new Map(Object.entries(values)));
  const matcher = open();
  /** Of a `never` that has passed: what background processes print after the end. */
  let late: Matcher | null = null;
  let exit: number | null = null;
  let decided: Verdict | null = null;
  let told = '';
  let report: NodeJS.Timeout | undefined;

  const close = () => {
    clearTimeout(report);
    clearTimeout(window);
    report = undefined;
  };
  const decide = (verdict: Verdict | null) => {
    if (verdict === null || decided) return;
    decided = verdict;
    close();
    tell(verdict);
  };
  const explainAnew = (verdict: Verdict) => {
    if (isDeepStrictEqual(verdict, decided)) return;
    decided = verdict;
    tell(verdict);
  };
  const breakLate = (verdict: Verdict | null) => {
    if (verdict?.outcome === 'failed') explainAnew(verdict);
  };
  const reportLater = () => {
    if (decided || report) return;
    report = setTimeout(() => {
      report = undefined;
      const { waiting } = matcher.progress();
      if (decided || waiting === told) return;
      told = waiting;
      tell({ outcome: 'undecided', waiting, explanation: null });
    }, REPORT);
  };
  const limit = expectation.every === null ? expectation.within : closesIn;
  const window = limit === null ? undefined : setTimeout(() => decide(matcher.undecided()), limit);
  reportLater();

  return {
    verdict: () => decided,
    waiting: () =>
      decided?.outcome === 'failed' ? `its check (${decided.explanation.sentence})` : matcher.progress().waiting,
    close,
    push(bytes: Uint8Array, stream: 'stdout' | 'stderr') {
      if (expectation.stream !== 'both' && expectation.stream !== stream) return;
      if (late) breakLate(late.push(bytes));
      else decide(matcher.push(bytes));
      reportLater();
    },
    silence() {
      if (!decided) decide(matcher.silence());
    },
    end(code: number | null, command: string | null) {
      if (decided?.outcome === 'failed' || decided?.outcome === 'passed') explainAnew(matcher.end(code, command));
      else decide(matcher.end(code, command));
      exit = code;
      if (expectation.never && decided?.outcome === 'passed') late = open();
    },
    wantsMore: () =>
      decided === null && (expectation.never || (expectation.format === 'text' && !matcher.progress().complete)),
    over() {
      if (late) breakLate(late.end(exit));
    },
    abandon() {
      if (decided?.outcome === 'failed') explainAnew(matcher.undecided());
      else decide(matcher.undecided());
    },
  };
}
