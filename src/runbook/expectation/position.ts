/** How far the matching of a check has come. */
import type { Course } from './course.ts';

export interface Position {
  readonly course: Course;
  /** The course including the latest blank lines, which count only if something follows. */
  readonly ahead: Course;
  readonly blanks: number;
  readonly blanksAccept: boolean;
  /** The last course that was alive, with which a failure is explained. */
  readonly furthest: Course;
  /** The number of lines since no continuation can match. */
  readonly dead: number;
}

export function startOf(course: Course): Position {
  return { course, ahead: course, blanks: 0, blanksAccept: false, furthest: course, dead: 0 };
}
