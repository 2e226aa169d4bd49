/** Where something stands in a guide. `file` is the path as the author gave it. */
export interface Place {
  readonly file: string;
  readonly line: number;
}
