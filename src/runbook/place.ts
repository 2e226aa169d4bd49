/** A place in a guide. `file` is the path as the author gave it, `line` is 1-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
}
