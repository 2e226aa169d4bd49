/**
 * Whether a block may run now, and if not, why. One decision: the page asks before it sends, the socket before it
 * passes a request on, the engine before it queues a run and again before it starts it. Decides only.
 *
 * What a block needs must have passed, a service must be up, and neither may have been undone since. A stale one
 * counts: what it did is there, and its mark says that the guide now asks for something else. What the reader's choices
 * leave out is not needed.
 */
import { blockOf } from './block-of.ts';
import type { Block, Input, Runbook } from './model.ts';
import { showsFirst, withValues } from './question.ts';
import { problemWith } from './values.ts';
import { type View, chosenOption, isActive, isUndone, status } from './view.ts';
import { isOlder } from './version.ts';
import { REASONS, REFUSALS, STATES } from './words.ts';

/** What is asked for. */
export interface Ask {
  readonly block: string;
  /** Of the block as the reader saw it. */
  readonly hash: string;
  /** The id of the run, where it has one already. */
  readonly run?: string;
  /** The reader was asked, where the block has `confirm`. */
  readonly confirmed: boolean;
  /** Run although a needed step has not passed. */
  readonly anyway: boolean;
  /** The digest of the change that the reader was shown, where the block changes files. */
  readonly shown?: string | undefined;
}

/** What it is decided by. */
export interface Facts {
  readonly runbook: Runbook;
  readonly view: View;
  readonly os: 'linux' | 'macos';
  /** Of the block as it would run now. */
  readonly hashOf: (block: string) => string | undefined;
  /** What a block would get for an input now. */
  readonly valueOf: (name: string) => string | undefined;
}

export type Admission = { readonly admitted: true; readonly block: Block } | Refusal;

interface Refusal {
  readonly admitted: false;
  readonly code:
    | 'unknown_block'
    | 'stale_block'
    | 'closed'
    | 'duplicate_run'
    | 'inactive'
    | 'bad_value'
    | 'needs'
    | 'old_bash'
    | 'not_shown'
    | 'not_confirmed';
  /** A sentence. */
  readonly why: string;
  /** Of `needs`: what has to run first, in order. */
  readonly needs: readonly Block[];
}

export function admit(ask: Ask, facts: Facts): Admission {
  const { runbook, view } = facts;
  const block = blockOf(runbook, ask.block);
  if (!block) return refusal('unknown_block', REFUSALS.unknown(ask.block));
  if (facts.hashOf(block.id) !== ask.hash) return refusal('stale_block', REFUSALS.differs);
  if (view.closed) return refusal('closed', REFUSALS.closed);
  if (ask.run !== undefined && view.runs.has(ask.run)) return refusal('duplicate_run', REFUSALS.asked(ask.run));
  const inactive = whyInactive(block, facts);
  if (inactive !== null) return refusal('inactive', inactive);
  const old = whyOldBash(block, facts);
  if (old !== null) return refusal('old_bash', REFUSALS.needsBash(old));
  const value = whyValue(block, facts);
  if (value !== null) return refusal('bad_value', value);
  const missing = ask.anyway ? [] : unmet(block, facts).filter((need) => !isComing(view, need));
  if (missing.length > 0)
    return refusal('needs', REFUSALS.needs(missing.map((need) => needWords(view, need))), missing);
  if (showsFirst(block) && ask.shown === undefined) return refusal('not_shown', REFUSALS.showsFirst);
  if (block.confirm !== null && !ask.confirmed)
    return refusal('not_confirmed', withValues(block.confirm, runbook, facts.valueOf));
  return { admitted: true, block };
}

export type Turn = { readonly go: 'now' } | { readonly go: 'later' } | { readonly go: 'never'; readonly why: string };

/**
 * Asked when a run stands first in the queue: what it needs has ended by then, or is a service on its way. `isBehind`
 * says that a needed block was asked for again, later: then what it was before counts, and that was good.
 */
export function turnOf(block: Block, anyway: boolean, facts: Facts, isBehind: (block: string) => boolean): Turn {
  const old = whyOldBash(block, facts);
  if (old !== null) return { go: 'never', why: REASONS.needs(old) };
  const missing = anyway ? [] : unmet(block, facts).filter(({ id }) => !isBehind(id));
  const [first] = missing.filter((need) => need.kind !== 'service' || !isComing(facts.view, need));
  if (first) return { go: 'never', why: REASONS.needs(needWords(facts.view, first)) };
  return { go: missing.length > 0 ? 'later' : 'now' };
}

/** What the block needs and cannot build upon now, in the guide's order. */
export function unmet(
  { needs }: Block,
  { runbook, view, os }: Pick<Facts, 'runbook' | 'view' | 'os'>,
): readonly Block[] {
  return needs
    .flatMap((id) => blockOf(runbook, id) ?? [])
    .filter((need) => isActive(view, runbook, need, os) && !stands(view, need))
    .toSorted((a, b) => runbook.blocks.indexOf(a) - runbook.blocks.indexOf(b));
}

/** Whether others can build upon the block. */
function stands(view: View, block: Block): boolean {
  return ['passed', 'warning', 'ready'].includes(status(view, block)) && !isUndone(view, block);
}

/** What became of a block, read after its title: "was stopped". */
export function clauseOf(view: View, block: Block): string {
  return STATES[isUndone(view, block) ? 'undone' : status(view, block)].clause;
}

function needWords(view: View, need: Block): string {
  return REFUSALS.need(need.title, clauseOf(view, need));
}

/** Why the block does not count for this reader; null where it does. */
function whyInactive(block: Block, { runbook, view, os }: Facts): string | null {
  if (isActive(view, runbook, block, os)) return null;
  if (block.os !== null && block.os !== os) return REFUSALS.system[block.os];
  if (block.only !== null && block.only !== view.workspace?.kind) return REFUSALS.only[block.only];
  const other = block.options.find(({ group, option }) => chosenOption(view, runbook, group) !== option);
  return REFUSALS.option(other?.option, other?.group);
}

/** Which bash it asks for, and how to get one; null where this one will do. */
function whyOldBash({ bash }: Block, { view: { shell }, os }: Facts): string | null {
  if (bash === null || shell === null || !isOlder(shell.version, bash)) return null;
  return REFUSALS.bash(bash, shell, os);
}

function whyValue(block: Block, { runbook, view, valueOf }: Facts): string | null {
  const used = runbook.inputs.filter(({ name }) => block.uses.includes(name));
  const empty = used.find(({ name, required }) => required && (valueOf(name) ?? '') === '');
  if (empty) return REFUSALS.noValue(empty.label);
  const wrong = used.find((input) => problemOf(input, view) !== null);
  return wrong ? `${wrong.label} ${problemOf(wrong, view)}.` : null;
}

/** A value that was given when the guide said something else about its input. */
function problemOf(input: Input, view: View): string | null {
  const value = view.inputs.get(input.name)?.value ?? null;
  return value === null ? null : problemWith(input, value);
}

/** Whether it may stand by the time that is asked again. */
function isComing(view: View, block: Block): boolean {
  return ['queued', 'running'].includes(status(view, block));
}

function refusal(code: Refusal['code'], why: string, needs: readonly Block[] = []): Refusal {
  return { admitted: false, code, why, needs };
}
