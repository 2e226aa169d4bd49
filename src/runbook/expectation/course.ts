/** The state of matching an output against a check. Immutable, so that a next line can be tried without effect. */
import type { Captures } from './captures.ts';
import type { JsonResult } from './json.ts';
import type { LineElement } from './line-element.ts';

export interface Course {
  step(line: string, cut: boolean): Course;
  /** Whether no continuation of the output can match. */
  readonly isDead: boolean;
  /** Whether every continuation matches. */
  readonly isCertain: boolean;
  /** Whether it matches if nothing follows. */
  accepts(): boolean;
  /** Grows whenever another line of the check is matched; the explanation keeps the output since then. */
  readonly reached: number;
  /** How many lines of the check are matched, the captured values, and the line that is waited for. */
  state(): CourseState;
}

export interface CourseState {
  readonly matched: number;
  readonly captures: Captures;
  /** The line of the check that is waited for; in a `never` check, the forbidden line that was printed. */
  readonly waitsFor: LineElement | null;
  readonly json?: JsonResult;
}
