export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The tests that failed, by file and name. */
  readonly failures?: readonly string[];
  /** The tests that failed, and passed when CI tried them again: counted as passed, but told by name. */
  readonly flaky?: readonly string[];
}

export type Write = (text: string) => void;

export interface Result extends Counts {
  readonly name: string;
  readonly seconds: number;
}

export interface Stage {
  readonly name: string;
  readonly about: string;
  /** Runs also when --only names others. */
  readonly always?: boolean;
  /** Begins once the set-up is over, beside the others: it waits for most of its time. It is shown in its turn. */
  beside?(): boolean;
  /** What a stage that runs beside others prints goes to `write`. */
  run(write: Write): Promise<Counts>;
}
