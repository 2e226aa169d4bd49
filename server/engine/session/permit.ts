/** Whether a run may be queued, and whether a queued one may start. Decides only; nothing happens here. */
import type { Block, Input } from '../../../src/runbook/model.ts';
import { neededBy, stands } from '../../../src/runbook/needs.ts';
import { type View, isActive, isUndone, latestRun, status } from '../../../src/runbook/view.ts';
import { type Guide, Refused, type RunRequest } from './types.ts';
import { problemWith } from '../../../src/runbook/values.ts';

export interface Facts {
  readonly guide: Guide;
  readonly view: View;
  readonly os: 'linux' | 'macos';
}

/** The block that a request names; throws Refused where it may not run. */
export function permit(request: RunRequest, facts: Facts, valueOf: (name: string) => string | undefined): Block {
  const { guide, view, os } = facts;
  const block = guide.runbook.blocks.find(({ id }) => id === request.block);
  if (!block) throw new Refused('unknown_block', `There is no block ${request.block} in this guide.`);
  if (guide.hashes.get(block.id) !== request.hash) {
    throw new Refused('stale_block', 'The guide on this machine differs from this page: reload it.');
  }
  if (view.runs.has(request.run)) throw new Refused('duplicate_run', `The run ${request.run} was asked for before.`);
  if (!isActive(view, guide.runbook, block, os)) {
    throw new Refused('inactive', `${block.title} does not belong to the chosen options, workspace or system.`);
  }
  if (block.confirm !== null && !request.confirmed) throw new Refused('not_confirmed', block.confirm);
  const empty = guide.runbook.inputs.find(
    ({ name, required }) => required && block.uses.includes(name) && (valueOf(name) ?? '') === '',
  );
  if (empty) throw new Refused('bad_value', `${empty.label} needs a value first.`);
  const wrong = guide.runbook.inputs.find(
    (input) => block.uses.includes(input.name) && problemOf(input, view.inputs.get(input.name)?.value) !== null,
  );
  if (wrong) {
    throw new Refused('bad_value', `${wrong.label} ${problemOf(wrong, view.inputs.get(wrong.name)?.value)}.`);
  }
  const missing = request.anyway
    ? []
    : neededBy(view, guide.runbook, block, os).filter((need) => !isComing(view, need));
  if (missing.length > 0) {
    throw new Refused('needs', `First run ${missing.map(({ title }) => title).join(', ')}.`);
  }
  return block;
}

export type Turn = { readonly go: 'now' } | { readonly go: 'later' } | { readonly go: 'never'; readonly why: string };

/**
 * Asked when a run stands first in the queue: what it needs has ended by then, or is a service on its way. `isBehind`
 * says that a needed block was asked for again, later: then what it was before counts, and that was good.
 */
export function turnOf(
  block: Block,
  anyway: boolean,
  { guide, view, os }: Facts,
  isBehind: (block: string) => boolean,
): Turn {
  if (anyway) return { go: 'now' };
  for (const need of neededBy(view, guide.runbook, block, os)) {
    if (isBehind(need.id) || stands(view, need)) continue;
    const state = status(view, need);
    if (need.kind === 'service' && (state === 'queued' || state === 'running')) return { go: 'later' };
    return { go: 'never', why: `it needs ${need.title}, which ${isUndone(view, need) ? 'was undone' : `is ${state}`}` };
  }
  return { go: 'now' };
}

/** A value that was given when the guide said something else about its input. */
function problemOf(input: Input, value: string | null | undefined): string | null {
  return value === null || value === undefined ? null : problemWith(input, value);
}

/** Whether it stands already, or may by the time that is asked again. */
function isComing(view: View, need: Block): boolean {
  const phase = latestRun(view, need.id)?.phase;
  return stands(view, need) || phase === 'queued' || phase === 'running';
}
