/**
 * A check while its program runs: output goes in, the verdict comes out at the earliest moment at which it is certain,
 * and stays. One that failed goes on reading, so that at the end the same verdict is explained with the whole output.
 * Blank lines wait until something follows them, since at the end of an output they do not count.
 */
import type { Verdict } from '../model.ts';
import { openCaptures } from './captures.ts';
import type { Course } from './course.ts';
import { explain } from './explain.ts';
import type { Ended, Ending } from './explain.ts';
import { openJson } from './json-course.ts';
import { openNever } from './never.ts';
import { openNormaliser } from './normalise.ts';
import { openOrdered } from './ordered.ts';
import { countLines } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import { openRecorder } from './recorder.ts';
import { openUnordered } from './unordered.ts';
import { waiting } from './waiting.ts';

export interface Matcher {
  /** The verdict as soon as it is certain, else null. */
  push(bytes: Uint8Array | string): Verdict | null;
  /** Nothing came for a while: the unterminated last line counts, if that decides. */
  silence(): Verdict | null;
  /**
   * The program ended, with its exit code or by a signal (null), at a command where that is known. A verdict that was in
   * is only explained anew.
   */
  end(code: number | null, command?: string | null): Verdict;
  /** `within` is over, or nobody waits any longer: undecided unless decided before; then only explained anew. */
  undecided(): Verdict;
  progress(): Progress;
  /** After a miss: the first line of the fence that nothing matched, from 1; null: lines are not what is wrong. */
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
  const recorder = openRecorder(pattern.elements.length);
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
  let firstMissing: number | null = null;
  let isOver = false;

  return {
    push(bytes) {
      isQuiet = false;
      normaliser.push(bytes);
      return verdict;
    },
    silence() {
      isQuiet = true;
      if (verdict === null && isDecided(now())) verdict = pass(now());
      return verdict;
    },
    end(code, command = null) {
      if (!isOver) normaliser.end();
      const end = { how: 'ended', code, command } as const;
      verdict = verdict === null ? judge(end) : explainedAnew(verdict, { ...end, accepts: false });
      isOver = true;
      return verdict;
    },
    undecided() {
      verdict =
        verdict === null
          ? { outcome: 'undecided', waiting: progress().waiting, explanation: miss({ how: 'open' }) }
          : explainedAnew(verdict, { how: 'early' });
      isOver = true;
      return verdict;
    },
    progress,
    missing: () => firstMissing,
    remarks: () => remarks(normaliser.invalid(), normaliser.cuts()),
  };

  function openCourse(): Course {
    if (pattern.json !== null) return openJson(pattern.json, known);
    if (expectation.never) return openNever(pattern.elements, known);
    return expectation.unordered ? openUnordered(pattern.elements, known) : openOrdered(pattern.elements, known);
  }

  /** One line of output; false when no further one is needed. */
  function take(line: string, cut: boolean): boolean {
    const isBlank = line === '' && !expectation.exact;
    if (isBlank) blanks += 1;
    else {
      for (; blanks > 0; blanks -= 1) recorder.add('');
      recorder.add(line);
    }
    if (verdict === null) step(line, cut, isBlank);
    return verdict === null || goesOn(verdict);
  }

  function step(line: string, cut: boolean, isBlank: boolean): void {
    const next = ahead.step(line, cut);
    ahead = next;
    if (isBlank) blanksAccept ||= next.accepts();
    else {
      if (next.reached > course.reached) recorder.mark();
      course = next;
      if (!next.isDead || expectation.never) furthest = next;
      blanksAccept = false;
    }
    if (isDecided(next)) verdict = pass(next);
    else if (course.isDead) verdict = { outcome: 'failed', explanation: miss({ how: 'early' }) };
  }

  /** What follows a forbidden line, or an output that is too long for JSON, explains nothing. */
  function goesOn({ outcome }: Verdict): boolean {
    return outcome === 'failed' && !isOver && pattern.json === null && !expectation.never;
  }

  function explainedAnew(known: Verdict, ending: Ending): Verdict {
    return goesOn(known) ? { outcome: 'failed', explanation: miss(ending) } : known;
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

  function judge(end: Omit<Ended, 'accepts'>): Verdict {
    const { exit } = expectation;
    if (accepts() && (exit === 'any' || exit === end.code)) return pass(course.accepts() ? course : ahead);
    return { outcome: 'failed', explanation: miss({ ...end, accepts: accepts() }) };
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
    const { explanation, line } = explain(pattern, recorder.seen(), furthest.state(), ending, notes);
    firstMissing = line;
    return explanation;
  }

  function progress(): Progress {
    const current = now();
    const matched = pattern.json === null ? current.state().matched : 0;
    const isComplete = verdict === null && pattern.json === null && (accepts() || current.accepts());
    return {
      matched,
      of: pattern.json === null ? countLines(pattern.elements) : 1,
      waiting: waiting(pattern, current, isComplete),
      complete: isComplete,
    };
  }
}

function remarks(isInvalid: boolean, cuts: number): string[] {
  return [
    ...(isInvalid ? ['The output holds bytes that are not UTF-8; each is shown as \uFFFD.'] : []),
    ...(cuts === 0 ? [] : [`${cuts === 1 ? 'A line' : `${cuts} lines`} of the output had over 64 KiB and was cut.`]),
  ];
}
