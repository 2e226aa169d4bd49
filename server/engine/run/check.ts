/** One check in one attempt: compares the output and reports its verdict. */
import { isDeepStrictEqual } from 'node:util';
import type { Expectation, Verdict } from '../../../src/runbook/model.ts';
import { type Matcher, compile, openMatcher } from '../../../src/runbook/expectation/index.ts';

/** How one attempt is told to its checks, in the order in which it happens. */
export interface Fed {
  push(bytes: Uint8Array, stream: 'stdout' | 'stderr'): void;
  /** To be called when nothing was printed for a moment. */
  silence(): void;
  /**
   * Decides every open check when the process has ended. `code` is null if a signal ended it; `command` is the one
   * whose failure ended it, if known.
   */
  end(code: number | null, command: string | null): void;
  /** Whether an open check still needs more output. */
  wantsMore(): boolean;
  /** To be called when no background process can print any more. Output after `end` can only break a `never`. */
  over(): void;
  /** Leaves open checks undecided, because the run was stopped from outside. */
  abandon(): void;
  /** Stops the timers. */
  close(): void;
}

interface Check extends Fed {
  verdict(): Verdict | null;
  /** What it lacks, to be read after "waiting for". */
  waiting(): string;
}

/** `closesIn`: ms left of the time in which the block is repeated (`every`); null if it is not repeated. */
export function openCheck(
  expectation: Expectation,
  values: Readonly<Record<string, string>>,
  closesIn: number | null,
  tell: (verdict: Verdict) => void,
): Check {
  if (expectation.unchecked !== null) return unchecked(expectation.unchecked, tell);
  const open = () => openMatcher(compile(expectation), new Map(Object.entries(values)));
  const matcher = open();
  const progress = openProgress(matcher, (waiting) => tell({ outcome: 'undecided', waiting, explanation: null }));
  let decided: Verdict | null = null;
  let late: Late | null = null;

  const close = () => {
    progress.stop();
    clearTimeout(window);
  };
  const decide = (verdict: Verdict | null) => {
    if (verdict === null || decided) return;
    decided = verdict;
    close();
    tell(verdict);
  };
  const decideAnew = (verdict: Verdict) => {
    if (isDeepStrictEqual(verdict, decided)) return;
    decided = verdict;
    tell(verdict);
  };
  const limit = expectation.every === null ? expectation.within : closesIn;
  const window = limit === null ? undefined : setTimeout(() => decide(matcher.undecided()), limit);
  progress.tellLater();

  return {
    verdict: () => decided,
    waiting: () =>
      decided?.outcome === 'failed' ? `its check (${decided.explanation.sentence})` : matcher.progress().waiting,
    close,
    push(bytes: Uint8Array, stream: 'stdout' | 'stderr') {
      if (expectation.stream !== 'both' && expectation.stream !== stream) return;
      if (late) return late.push(bytes);
      decide(matcher.push(bytes));
      if (!decided) progress.tellLater();
    },
    silence() {
      if (!decided) decide(matcher.silence());
    },
    end(code: number | null, command: string | null) {
      if (decided?.outcome === 'failed' || decided?.outcome === 'passed') decideAnew(matcher.end(code, command));
      else decide(matcher.end(code, command));
      if (expectation.never && decided?.outcome === 'passed') late = openLate(open(), code, decideAnew);
    },
    wantsMore: () =>
      decided === null && (expectation.never || (expectation.format === 'text' && !matcher.progress().complete)),
    over: () => late?.over(),
    abandon() {
      if (decided?.outcome === 'failed') decideAnew(matcher.undecided());
      else decide(matcher.undecided());
    },
  };
}

/**
 * A check in another tool's syntax that Guidepost cannot perform: it fails, so that it does not seem to have passed.
 */
function unchecked(why: string, tell: (verdict: Verdict) => void): Check {
  const sentence = `not checked: ${why}`;
  const verdict: Verdict = { outcome: 'failed', explanation: { hint: null, sentence, nearest: null, diff: [] } };
  let told: Verdict | null = null;
  const decide = () => {
    if (told === null) tell((told = verdict));
  };
  const nothing = () => undefined;
  return {
    verdict: () => told,
    waiting: () => sentence,
    close: nothing,
    push: nothing,
    silence: nothing,
    end: decide,
    wantsMore: () => false,
    over: nothing,
    abandon: decide,
  };
}

/** How long "waiting for …" stays the same at least. */
const REPORT = 500; // ms

/** Reports what an open check waits for, whenever that changes. */
function openProgress(matcher: Matcher, tell: (waiting: string) => void) {
  let told = '';
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    timer = undefined;
    const { waiting } = matcher.progress();
    if (waiting !== told) tell((told = waiting));
  };
  return {
    tellLater: () => void (timer ??= setTimeout(look, REPORT)),
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

interface Late {
  push(bytes: Uint8Array): void;
  over(): void;
}

/** After the end, what background processes print can only break a `never` that has passed. */
function openLate(matcher: Matcher, code: number | null, onBroken: (verdict: Verdict) => void): Late {
  const take = (verdict: Verdict | null) => {
    if (verdict?.outcome === 'failed') onBroken(verdict);
  };
  return {
    push: (bytes) => take(matcher.push(bytes)),
    over: () => take(matcher.end(code)),
  };
}
