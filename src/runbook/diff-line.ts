/** How one file would change, or has changed. */
export interface FileDiff {
  /** Relative to the workspace. */
  readonly name: string;
  readonly act: 'create' | 'change' | 'delete';
  readonly lines: readonly DiffLine[];
}

export interface DiffLine {
  readonly sign: ' ' | '-' | '+' | '…';
  readonly text: string;
}
