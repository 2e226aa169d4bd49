import type { Block, Input, Runbook } from '../../../src/runbook/model.ts';
import { isOptional, isUndo } from '../../../src/runbook/session/steps.ts';
import { isActive } from '../../../src/runbook/session/view.ts';
import type { View } from '../../../src/runbook/session/view.ts';
import { UsageError } from '../io.ts';
import { suggestion } from '../suggest.ts';

export interface Selection {
  /** The id of the first block to run; null for the first of all. */
  readonly from: string | null;
  /** The ids of the blocks to run; empty for all. */
  readonly only: readonly string[];
  /** Run only guides and blocks with one of these tags; empty for all. */
  readonly tags: readonly string[];
  /** Whether to run blocks that undo others. */
  readonly undo: boolean;
  /** Whether to run optional blocks, and those on optional pages. */
  readonly optional: boolean;
}

/** The blocks to run, in the guide's order: its steps, and other blocks that were asked for. Throws UsageError. */
export function plan(
  runbook: Runbook,
  view: View,
  os: 'linux' | 'macos',
  { from, only, tags, undo, optional }: Selection,
): readonly Block[] {
  const active = runbook.blocks.filter((block) => isActive(view, runbook, block, os));
  for (const id of [...only, ...(from === null ? [] : [from])]) mustBeActive(id, runbook, active);
  if (only.length > 0) return active.filter(({ id }) => only.includes(id));
  const start = from === null ? 0 : active.findIndex(({ id }) => id === from);
  const isMeant = (block: Block) => (undo || !isUndo(runbook, block)) && (optional || !isOptional(runbook, block));
  refuseUnknownTag(runbook, tags);
  const isTagged = (block: Block) =>
    tags.length === 0 || [...runbook.tags, ...block.tags].some((tag) => tags.includes(tag));
  return active.slice(start).filter((block) => block.id === from || (isMeant(block) && isTagged(block)));
}

/** The tags of the guide and of its blocks. */
export function tagsOf({ tags, blocks }: Runbook): readonly string[] {
  return [...new Set([...tags, ...blocks.flatMap(({ tags: own }) => own)])];
}

export function hasTag(runbook: Runbook, tags: readonly string[]): boolean {
  return tagsOf(runbook).some((tag) => tags.includes(tag));
}

function refuseUnknownTag(runbook: Runbook, tags: readonly string[]): void {
  if (tags.length === 0 || hasTag(runbook, tags)) return;
  throw new UsageError(
    `${runbook.id} has no tag ${tags.join(', ')}${suggestion(tags[0] ?? '', tagsOf(runbook)) || '; leave out --tag'}`,
  );
}

/** Throws UsageError if a required input has no value: its block would fail. */
export function mustHaveValues(blocks: readonly Block[], { inputs }: Runbook, view: View): void {
  const isEmpty = ({ name, default: value }: Input) => (view.inputs.get(name) ?? { value: value ?? '' }).value === '';
  const isCaptured = ({ name }: Input) =>
    blocks.some(({ expectations }) =>
      expectations.some(({ lines }) => lines.some((line) => line.includes(`[${name}=`))),
    );
  const missing = inputs
    .filter((input) => input.required && isEmpty(input) && !isCaptured(input))
    .filter(({ name }) => blocks.some(({ uses }) => uses.includes(name)))
    .map(({ name, label }) => `\n  --input ${name}=…${label === name ? '' : `  ${label}`}`);
  if (missing.length > 0) throw new UsageError(`these values are required:${missing.join('')}`);
}

function mustBeActive(id: string, { id: guide, blocks }: Runbook, active: readonly Block[]): void {
  if (active.some((block) => block.id === id)) return;
  const block = blocks.find((each) => each.id === id);
  if (!block)
    throw new UsageError(
      `${guide} has no block ${id}${suggestion(
        id,
        active.map((each) => each.id),
      )}`,
    );
  const needs = [
    ...block.options.map(({ group, option }) => `--option ${group}=${option}`),
    ...(block.only === 'practice' ? ['--practice'] : block.only === 'mine' ? ['a session without --practice'] : []),
    ...(block.os ? [`a machine with ${block.os}`] : []),
  ];
  throw new UsageError(`the block ${id} does not run here: it needs ${needs.join(' and ')}`);
}
