/** How far an output has come against a check: immutable, so "what if this line counted?" costs nothing to ask. */
import type { Captures } from './captures.ts';
import type { JsonResult } from './json.ts';
import type { LineElement } from './line-element.ts';

export interface Course {
  step(line: string, cut: boolean): Course;
  /** No continuation can match. */
  readonly isDead: boolean;
  /** Every continuation matches. */
  readonly isCertain: boolean;
  /** It matches if nothing follows. */
  accepts(): boolean;
  /** Grows whenever the check gets on; the explanation keeps the lines since. */
  readonly reached: number;
  /** Lines of the check that are matched, the values captured, and the fence's line that is waited for. */
  state(): CourseState;
}

export interface CourseState {
  readonly matched: number;
  readonly captures: Captures;
  /** Of a `never` check: the forbidden line that came. */
  readonly waitsFor: LineElement | null;
  readonly json?: JsonResult;
}
