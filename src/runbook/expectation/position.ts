/** How far a check has come. */
import type { Course } from './course.ts';

export interface Position {
  readonly course: Course;
  /** With the blank lines that came last, which count only when something follows. */
  readonly ahead: Course;
  readonly blanks: number;
  readonly blanksAccept: boolean;
  /** The last course that was alive: what a miss is explained with. */
  readonly furthest: Course;
  /** Lines since no continuation can match. */
  readonly dead: number;
}

export function startOf(course: Course): Position {
  return { course, ahead: course, blanks: 0, blanksAccept: false, furthest: course, dead: 0 };
}
