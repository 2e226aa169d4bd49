/** The values that a block cannot run without and that nobody has given: asked for where the block is run. */
import type { Block, Input, Runbook } from '../model.ts';

export function missingValues(
  { uses }: Block,
  { inputs }: Runbook,
  valueOf: (name: string) => string | undefined,
): readonly Input[] {
  return inputs.filter(({ name, required }) => required && uses.includes(name) && (valueOf(name) ?? '') === '');
}
