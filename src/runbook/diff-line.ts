/** The diff of one file that would change, or has changed. */
export interface FileDiff {
  /** The path relative to the workspace. */
  readonly name: string;
  readonly act: 'create' | 'change' | 'delete';
  readonly lines: readonly DiffLine[];
}

export interface DiffLine {
  readonly sign: ' ' | '-' | '+' | '…';
  readonly text: string;
}
