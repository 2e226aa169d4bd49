import type { Edit } from './source.ts';
import type { Clause } from './specification.ts';
import type { Settings, World } from './world.ts';

/** One way to break one clause: refused while the rule stands, seen to succeed once it is taken out. */
export interface Row {
  readonly says: Clause;
  /** What is tried. */
  readonly tries: string;
  /** How the rule is taken out. */
  readonly without: readonly Edit[];
  /** What would refuse it for a reason of its own, and is out with and without the rule. */
  readonly also?: readonly Edit[];
  /** Of a runner for this row only. */
  readonly settings?: Settings;
  /** Tries it; resolves with what could be seen of it. `edits` for those who start further processes. */
  readonly attack: (world: World, edits: readonly Edit[]) => Promise<unknown>;
  /** What is seen with the rule, and without it. */
  readonly kept: unknown;
  readonly broken: unknown;
  /** How often the canary sings by right while it is tried. */
  readonly sings?: number;
}
