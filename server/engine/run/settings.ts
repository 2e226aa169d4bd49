/** What one run of a block needs to know before it starts. */
import type { Block, Verdict } from '../../../src/runbook/model.ts';
import type { Limits, OwnJournal, Secrets } from '../journal/index.ts';
import type { Size } from '../process/index.ts';
import type { Shell } from '../shell/index.ts';

export interface RunSettings {
  readonly run: string;
  readonly block: Block;
  readonly shell: Shell;
  readonly journal: OwnJournal;
  readonly limits: Limits;
  /** The values of inputs, and of what checks have captured, by name. */
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
  readonly home: string;
  /** The size for a terminal. Null if nobody can type: a block that needs a terminal is then not started. */
  readonly terminal: (() => Size) | null;
  /** Resolves when the run may start: a service that is started again waits for its earlier run to end. */
  readonly after: Promise<void> | null;
  readonly onVerdict: (verdict: Verdict) => void;
  readonly onReady: () => void;
}
