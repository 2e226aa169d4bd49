/** The matcher on its own: one check, one output, one answer. Used by `guidepost match` and by tests. */
import { blankExpectation } from '../blank-block.ts';
import type { Expectation, Explanation, Verdict } from '../model.ts';
import { explanationText } from './explanation-text.ts';
import { openMatcher } from './matcher.ts';
import { parsePattern } from './pattern.ts';

export interface Question {
  /** The lines of the check, as in its fence. */
  readonly expect: string;
  readonly output: Uint8Array | string;
  readonly format?: 'text' | 'json';
  /** The exit code; null if a signal ended the program. */
  readonly exit?: number | null;
  readonly wantExit?: number | 'any';
  readonly exact?: boolean;
  readonly unordered?: boolean;
  readonly never?: boolean;
  /** Whether the program is still running. */
  readonly partial?: boolean;
  readonly values?: ReadonlyMap<string, string>;
  /** The file name for errors in the check. */
  readonly file?: string;
}

export interface Answer {
  readonly verdict: Verdict['outcome'];
  /** The first line of `expect` that is not matched, counting lines `...`; null if the lines are not the problem. */
  readonly line: number | null;
  /** The explanation as text; null if passed. */
  readonly explanation: string | null;
  readonly details: Explanation | null;
  readonly captured: Readonly<Record<string, string>>;
  /** About replaced bytes, and lines that were cut. */
  readonly remarks: readonly string[];
}

/** Throws RunbookError if the check has a mistake. */
export function matchOutput(question: Question): Answer {
  const matcher = openMatcher(parsePattern(toExpectation(question)), question.values);
  for (const piece of pieces(question.output)) matcher.push(piece);
  const verdict =
    question.partial === true
      ? (matcher.silence() ?? matcher.undecided())
      : matcher.end(question.exit ?? (question.exit === null ? null : 0));
  const details = verdict.outcome === 'passed' ? null : verdict.explanation;
  return {
    verdict: verdict.outcome,
    line: details === null ? null : matcher.missing(),
    explanation: details && explanationText(details),
    details,
    captured: verdict.outcome === 'passed' ? verdict.captured : {},
    remarks: matcher.remarks(),
  };
}

/** A line end at the end of the text does not begin another line. */
export function toExpectation(question: Question): Expectation {
  const {
    expect,
    format = 'text',
    wantExit = 0,
    exact = false,
    unordered = false,
    never = false,
    file = 'expect',
  } = question;
  const text = exact ? expect : expect.replace(/^\uFEFF/, '');
  const lines = text === '' ? [] : text.replace(exact ? /\n$/ : /\r?\n$/, '').split('\n');
  return {
    ...blankExpectation,
    file,
    format,
    lines,
    at: lines.map((_, index) => index + 1),
    exit: wantExit,
    unordered,
    never,
    exact,
  };
}

/** Splits a large output into pieces, so that the decoded text need not fit into memory at once. */
function* pieces(output: Uint8Array | string): Generator<Uint8Array | string> {
  const size = 1 << 18;
  if (typeof output === 'string') yield output;
  else for (let at = 0; at < output.length; at += size) yield output.subarray(at, at + size);
}
