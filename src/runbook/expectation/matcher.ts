/**
 * A check while its program runs: output goes in, and the verdict comes out as soon as it is certain, and never
 * changes. A check that has failed goes on reading, so that at the end it can be explained with the whole output. Blank
 * lines are held until something follows them, because at the end of an output they are ignored.
 */
import type { Verdict } from '../model.ts';
import { ROWS } from '../screen/screen-buffer.ts';
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
  /** To be called when nothing was printed for a moment: an unterminated last line then counts, if that decides. */
  silence(): Verdict | null;
  /**
   * To be called when the program has ended, with its exit code (null: by a signal) and the command that ended it, if
   * known. An earlier verdict stays, but may get a better explanation.
   */
  end(code: number | null, command?: string | null): Verdict;
  /** The verdict when `within` is over, or waiting has ended: undecided, or the earlier verdict, explained again. */
  undecided(): Verdict;
  progress(): Progress;
  /**
   * After a failure: the first line of the fence that was not matched, from 1; null if the lines are not the problem.
   */
  missing(): number | null;
  /** Remarks about the output: replaced bytes, and lines that were cut. */
  remarks(): readonly string[];
}

export interface Progress {
  readonly matched: number;
  readonly of: number;
  /** What the check waits for, in the reader's words. */
  readonly waiting: string;
  /** Whether all lines matched, so that only the program's end is missing. */
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
  /** The state of the check before each line that may still be overwritten. */
  const before: { position: Position; recorded: number }[] = [];
  let taken = 0;
  /** Whether nothing was printed since the last silence, so that an unterminated line counts. */
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

  /** Takes one line of output; false if no more are needed. */
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

  /** Takes lines back that the program is overwriting: they no longer count, not even as a failure. */
  function takeBack(count: number): void {
    taken -= count;
    const then = before[taken % ROWS];
    if (then === undefined) return;
    now = then.position;
    recorder.takeBack(then.recorded);
    if (verdict?.outcome === 'failed' && goesOn() && !now.course.isDead) verdict = null;
  }

  /** In a `never` check, text that is overwritten counts, too. */
  function takeLost(line: string): void {
    const next = now.course.step(line, false);
    if (verdict !== null || !next.isDead) return;
    recorder.add(line);
    now = { ...now, furthest: next };
    verdict = failed({ how: 'early' });
  }

  /** Whether more output can improve the explanation; not after a forbidden line, and not for JSON. */
  function goesOn(): boolean {
    return !isOver && pattern.json === null && !expectation.never;
  }

  function explainedAnew(known: Verdict, ending: Ending): Verdict {
    return known.outcome === 'failed' && goesOn() ? failed(ending) : known;
  }

  /** The course including the lines that the cursor has not left, unless the last one may still change its meaning. */
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
