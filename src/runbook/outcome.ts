/** The results of a run and of its checks. */
import type { DiffLine } from './diff-line.ts';

/** How a run ended. A failing script is data, never an exception. */
export type End =
  | { readonly how: 'exited'; readonly code: number }
  | { readonly how: 'signalled'; readonly signal: string }
  /** `waiting`: what a service was waiting for. */
  | { readonly how: 'timed-out'; readonly after: number; readonly waiting?: string }
  | { readonly how: 'cancelled' }
  /** Without `why`: the runner died. */
  | { readonly how: 'interrupted'; readonly why?: string }
  | { readonly how: 'not-started'; readonly why: string };

/** The result of a check. */
export type Verdict =
  | { readonly outcome: 'passed'; readonly captured: Readonly<Record<string, string>> }
  | { readonly outcome: 'failed'; readonly explanation: Explanation }
  | { readonly outcome: 'undecided'; readonly waiting: string; readonly explanation: Explanation | null };

/** Why a check failed, in the order in which it is shown. Page, terminal and reports use the same data. */
export interface Explanation {
  /** The error that the program printed, or what to do. */
  readonly hint: string | null;
  /** One sentence: "14 of 15 lines matched; line 15 never came". */
  readonly sentence: string;
  readonly nearest: Nearest | null;
  readonly diff: readonly DiffLine[];
}

/** The most similar line of the output, with the ranges (code-unit offsets) that differ. */
export interface Nearest {
  /** 1-based line numbers, in the check and in the output. */
  readonly expectedLine: number;
  readonly actualLine: number;
  readonly expected: string;
  readonly actual: string;
  readonly expectedMarks: readonly (readonly [number, number])[];
  readonly actualMarks: readonly (readonly [number, number])[];
  /** "expected ✓ U+2713 CHECK MARK, saw ✗ U+2717 BALLOT X". */
  readonly lookalikes: readonly string[];
}
