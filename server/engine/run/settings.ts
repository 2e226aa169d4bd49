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
  /** Inputs and what checks have captured. */
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: Secrets;
  readonly home: string;
  /** Null where nobody can type: then a block that needs a terminal is not started. */
  readonly terminal: (() => Size) | null;
  /** An earlier run that must be over first: a service that is started again. */
  readonly after: Promise<void> | null;
  readonly onVerdict: (verdict: Verdict) => void;
  readonly onReady: () => void;
}
