/**
 * A check while its program runs: output goes in, the verdict comes out at the earliest moment at which it is certain,
 * and stays. Blank lines wait until something follows them, since at the end of an output they do not count.
 */
import type { Verdict } from '../model.ts';
import { openCaptures } from './captures.ts';
import type { Course } from './course.ts';
import { explain } from './explain.ts';
import type { Ending } from './explain.ts';
import { openJson } from './json-course.ts';
import { openNever } from './never.ts';
import { openNormaliser } from './normalise.ts';
import { openOrdered } from './ordered.ts';
import type { Pattern } from './pattern.ts';
import { openRecorder } from './recorder.ts';
import { openUnordered } from './unordered.ts';
import { waiting } from './waiting.ts';

export interface Matcher {
  /** The verdict as soon as it is certain, else null. */
  push(bytes: Uint8Array | string): Verdict | null;
  /** Nothing came for a while: the unterminated last line counts, if that decides. */
  silence(): Verdict | null;
  /** The program ended, with its exit code or by a signal (null). */
  end(code: number | null): Verdict;
  /** `within` is over, or nobody waits any longer: undecided unless decided before. */
  undecided(): Verdict;
  progress(): Progress;
  /** The first line of the check that nothing matched, from 1; null: none, or lines are not what is wrong. */
  missing(): number | null;
  /** What the output held that a reader should know: replaced bytes, lines that were cut. */
  remarks(): readonly string[];
}

export interface Progress {
  readonly matched: number;
  readonly of: number;
  /** What the check waits for, in the reader's words. */
  readonly waiting: string;
  /** All lines matched; only the program's end is missing. */
  readonly complete: boolean;
}

export function openMatcher(pattern: Pattern, values: ReadonlyMap<string, string> = new Map()): Matcher {
  const { expectation } = pattern;
  const known = openCaptures(values);
  const recorder = openRecorder();
  const normaliser = openNormaliser(expectation.exact, take);
  const wantsEnd = expectation.exit !== 'any' && expectation.exit !== 0;
  let course = openCourse();
  /** The course with the blank lines that came last, which count only when something follows. */
  let ahead = course;
  let blanks = 0;
  let blanksAccept = false;
  /** Nothing came since the last silence: the unterminated line counts as a line. */
  let isQuiet = false;
  /** The last course that was alive: what a miss is explained with. */
  let furthest = course;
  let verdict: Verdict | null = null;

  return {
    push(bytes) {
      isQuiet = false;
      if (verdict === null) normaliser.push(bytes);
      return verdict;
    },
    silence() {
      isQuiet = true;
      if (verdict === null && isDecided(now())) verdict = pass(now());
      return verdict;
    },
    end(code) {
      if (verdict === null) normaliser.end();
      verdict ??= judge(code);
      return verdict;
    },
    undecided() {
      verdict ??= { outcome: 'undecided', waiting: progress().waiting, explanation: miss({ how: 'open' }) };
      return verdict;
    },
    progress,
    missing: () =>
      accepts() || now().accepts() || pattern.json !== null ? null : (furthest.state().waitsFor?.line ?? null),
    remarks: () => remarks(normaliser.invalid(), normaliser.cuts()),
  };

  function openCourse(): Course {
    if (pattern.json !== null) return openJson(pattern.json, known);
    if (expectation.never) return openNever(pattern.elements, known);
    return expectation.unordered ? openUnordered(pattern.elements, known) : openOrdered(pattern.elements, known);
  }

  /** One line of output; false when the verdict is in. */
  function take(line: string, cut: boolean): boolean {
    const next = ahead.step(line, cut);
    if (line === '' && !expectation.exact) {
      ahead = next;
      blanks += 1;
      blanksAccept ||= next.accepts();
    } else {
      for (; blanks > 0; blanks -= 1) recorder.add('');
      recorder.add(line);
      if (next.reached > course.reached) recorder.mark();
      course = next;
      ahead = next;
      if (!next.isDead || expectation.never) furthest = next;
      blanksAccept = false;
    }
    if (isDecided(next)) verdict = pass(next);
    else if (course.isDead) verdict = { outcome: 'failed', explanation: miss({ how: 'early' }) };
    return verdict === null;
  }

  /** After a silence with the pending line, which may still go on otherwise. */
  function now(): Course {
    const pending = isQuiet ? normaliser.pending() : null;
    if (pending === null) return course;
    const next = ahead.step(pending.line, pending.cut);
    return next.isDead ? course : next;
  }

  function isDecided(now: Course): boolean {
    return now.isCertain && !wantsEnd;
  }

  function accepts(): boolean {
    return blanksAccept || course.accepts();
  }

  function judge(code: number | null): Verdict {
    const { exit } = expectation;
    if (accepts() && (exit === 'any' || exit === code)) return pass(course.accepts() ? course : ahead);
    return { outcome: 'failed', explanation: miss({ how: 'ended', code, accepts: accepts() }) };
  }

  function pass(now: Course): Verdict {
    const { values: all } = now.state().captures;
    const own = pattern.captures.flatMap((name) => {
      const value = all.get(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return { outcome: 'passed', captured: Object.fromEntries(own) };
  }

  function miss(ending: Ending) {
    const pending = normaliser.pending();
    if (ending.how === 'open' && pending !== null) recorder.add(pending.line);
    const notes = remarks(normaliser.invalid(), normaliser.cuts());
    return explain(pattern, recorder.seen(), furthest.state(), ending, notes);
  }

  function progress(): Progress {
    const current = now();
    const matched = pattern.json === null ? current.state().matched : 0;
    const isComplete = verdict === null && pattern.json === null && (accepts() || current.accepts());
    return { matched, of: countLines(pattern), waiting: waiting(pattern, current, isComplete), complete: isComplete };
  }
}

function countLines({ elements, json }: Pattern): number {
  if (json !== null) return 1;
  return new Set(elements.flatMap((element) => (element.kind === 'gap' ? [] : [element.line]))).size;
}

function remarks(isInvalid: boolean, cuts: number): string[] {
  return [
    ...(isInvalid ? ['The output holds bytes that are not UTF-8; each is shown as \uFFFD.'] : []),
    ...(cuts === 0 ? [] : [`${cuts === 1 ? 'A line' : `${cuts} lines`} of the output had over 64 KiB and was cut.`]),
  ];
}
