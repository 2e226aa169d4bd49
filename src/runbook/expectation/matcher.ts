/**
 * A check while its program runs: output goes in, the verdict comes out at the earliest moment at which it is certain,
 * and stays. One that failed goes on reading, so that at the end the same verdict is explained with the whole output.
 * Blank lines wait until something follows them, since at the end of an output they do not count.
 */
import type { Verdict } from '../model.ts';
import { ROWS } from '../terminal/screen-buffer.ts';
import { openCaptures } from './captures.ts';
import type { Course } from './course.ts';
import { explain } from './explain.ts';
import type { Ended, Ending } from './exit.ts';
import { openJson } from './json-course.ts';
import { mayGoOn } from './may-go-on.ts';
import { openNever } from './never.ts';
import { openNormaliser } from './normalise.ts';
import { openOrdered } from './ordered.ts';
import { countLines } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import { openRecorder } from './recorder.ts';
import { startOf } from './position.ts';
import type { Position } from './position.ts';
import { openUnordered } from './unordered.ts';
import { remarksOn } from './remarks.ts';
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
  const listener = { take, takeBack, ...(expectation.never ? { lost: takeLost } : {}) };
  const normaliser = openNormaliser(expectation.exact, listener, undefined, expectation.eol);
  const wantsEnd = expectation.exit !== 'any' && expectation.exit !== 0;
  let now = startOf(openCourse());
  /** Where the check stood before each of the lines that may still be drawn anew. */
  const before: { position: Position; recorded: number }[] = [];
  let taken = 0;
  /** Nothing came since the last silence: an unterminated line counts as a line. */
  let isQuiet = false;
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
      if (verdict === null && isDecided(afterSilence())) verdict = pass(afterSilence());
      return verdict;
    },
    end(code, command = null) {
      if (!isOver) normaliser.end();
      const end = { how: 'ended', code, command } as const;
      if (verdict === null) verdict = judge(end);
      else if (verdict.outcome === 'failed') verdict = explainedAnew(verdict, { ...end, accepts: false });
      else if (!isOver && !isWanted(code)) verdict = failed({ ...end, accepts: true });
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
    remarks: () => remarksOn(normaliser),
  };

  function openCourse(): Course {
    if (pattern.json !== null) return openJson(pattern.json, known);
    if (expectation.never) return openNever(pattern.elements, known);
    return expectation.unordered ? openUnordered(pattern.elements, known) : openOrdered(pattern.elements, known);
  }

  /** One line of output; false when no further one is needed. */
  function take(line: string, cut: boolean): boolean {
    before[taken % ROWS] = { position: now, recorded: recorder.total() };
    taken += 1;
    const isBlank = line === '' && !expectation.exact;
    if (!isBlank) {
      for (let blanks = now.blanks; blanks > 0; blanks -= 1) recorder.add('');
      recorder.add(line);
    }
    if (verdict === null) step(line, cut, isBlank);
    else if (isBlank || now.blanks > 0) now = { ...now, blanks: isBlank ? now.blanks + 1 : 0 };
    return verdict === null || goesOn();
  }

  function step(line: string, cut: boolean, isBlank: boolean): void {
    const next = now.ahead.step(line, cut);
    const { course, blanks, blanksAccept, furthest, dead } = now;
    const isSame = next === course && next === now.ahead && blanks === 0 && dead === 0;
    if (isSame && !isBlank) return;
    if (isBlank) now = { ...now, ahead: next, blanks: blanks + 1, blanksAccept: blanksAccept || next.accepts() };
    else {
      if (next.reached > course.reached) recorder.mark();
      now = {
        course: next,
        ahead: next,
        blanks: 0,
        blanksAccept: false,
        furthest: !next.isDead || expectation.never ? next : furthest,
        dead: next.isDead ? dead + 1 : 0,
      };
    }
    if (isDecided(next)) verdict = pass(next);
    else if (now.dead > (normaliser.draws() ? ROWS : 0)) verdict = failed({ how: 'early' });
  }

  /** The program draws them anew: what they said does not count, not even against the check. */
  function takeBack(count: number): void {
    taken -= count;
    const then = before[taken % ROWS];
    if (then === undefined) return;
    now = then.position;
    recorder.takeBack(then.recorded);
    if (verdict?.outcome === 'failed' && goesOn() && !now.course.isDead) verdict = null;
  }

  /** Of a `never` check: what was written over counts too. */
  function takeLost(line: string): void {
    const next = now.course.step(line, false);
    if (verdict !== null || !next.isDead) return;
    recorder.add(line);
    now = { ...now, furthest: next };
    verdict = failed({ how: 'early' });
  }

  /** What follows a forbidden line, or an output that is too long for JSON, explains nothing. */
  function goesOn(): boolean {
    return !isOver && pattern.json === null && !expectation.never;
  }

  function explainedAnew(known: Verdict, ending: Ending): Verdict {
    return known.outcome === 'failed' && goesOn() ? failed(ending) : known;
  }

  /** With the lines that the cursor has not left, unless the last may go on otherwise. */
  function afterSilence(): Course {
    const pending = isQuiet ? normaliser.pending() : [];
    const last = pending.at(-1);
    if (last === undefined || mayGoOn(last.line, pattern, known)) return now.course;
    const next = pending.reduce((course, { line, cut }) => course.step(line, cut), now.ahead);
    return next.isDead ? now.course : next;
  }

  function isDecided(course: Course): boolean {
    return course.isCertain && !wantsEnd;
  }

  function accepts(): boolean {
    return now.blanksAccept || now.course.accepts();
  }

  function isWanted(code: number | null): boolean {
    return expectation.exit === 'any' || expectation.exit === code;
  }

  function judge(end: Omit<Ended, 'accepts'>): Verdict {
    if (accepts() && isWanted(end.code)) return pass(now.course.accepts() ? now.course : now.ahead);
    return failed({ ...end, accepts: accepts() });
  }

  function failed(ending: Ending): Verdict {
    return { outcome: 'failed', explanation: miss(ending) };
  }

  function pass(course: Course): Verdict {
    const { values: all } = course.state().captures;
    const own = pattern.captures.flatMap((name) => {
      const value = all.get(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return { outcome: 'passed', captured: Object.fromEntries(own) };
  }

  function miss(ending: Ending) {
    if (ending.how === 'open') for (const { line } of normaliser.pending()) recorder.add(line);
    const notes = remarksOn(normaliser);
    const { explanation, line } = explain(pattern, recorder.seen(), now.furthest.state(), ending, notes);
    firstMissing = line;
    return explanation;
  }

  function progress(): Progress {
    const current = afterSilence();
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
