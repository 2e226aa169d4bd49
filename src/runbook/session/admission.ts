/**
 * Decides whether a block may run now, and if not, why. Asked by the page before it sends a request, by the socket
 * before it passes the request on, and by the engine before it queues a run and again before it starts it. Pure.
 *
 * The blocks that a block needs must have passed, or be ready if they are services, and must not have been undone. A
 * stale block is enough, because its effect is still there. Blocks of options that are not chosen are not needed.
 */
import { blockOf } from './block-of.ts';
import type { Block, Input, Runbook } from '../model.ts';
import { missingValues } from './missing-values.ts';
import { showsFirst } from './question.ts';
import { withValues } from './with-values.ts';
import { problemWith } from '../values.ts';
import { type View, chosenOption, isActive, isUndone, status } from './view.ts';
import { isOlder } from '../version.ts';
import { STATES } from './state-words.ts';
import { REASONS, REFUSALS } from './reason-words.ts';

/** A request to run a block. */
export interface Ask {
  readonly block: string;
  /** The hash of the block as the reader saw it. */
  readonly hash: string;
  /** The id of the run, if it has one already. */
  readonly run?: string;
  /** Whether the reader has answered the question of a block with `confirm`. */
  readonly confirmed: boolean;
  /** Whether to run although a needed block has not passed. */
  readonly anyway: boolean;
  /** The digest of the change that the reader was shown, if the block changes files. */
  readonly shown?: string | undefined;
}

/** What the decision depends on. */
export interface Facts {
  readonly runbook: Runbook;
  readonly view: View;
  readonly os: 'linux' | 'macos';
  /** The hash of a block as it would run now. */
  readonly hashOf: (block: string) => string | undefined;
  /** The value that a block would get for an input now. */
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
  /** A sentence for the reader. */
  readonly why: string;
  /** For the code `needs`: the blocks that have to run first, in order; else empty. */
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
 * Decides about the first run in the queue. A block that it needs has ended by then, unless it is a service.
 * `isBehind`: whether a needed block is queued again behind this run; its state before that counts, and was good.
 */
export function turnOf(block: Block, anyway: boolean, facts: Facts, isBehind: (block: string) => boolean): Turn {
  const old = whyOldBash(block, facts);
  if (old !== null) return { go: 'never', why: REASONS.needs(old) };
  const missing = anyway ? [] : unmet(block, facts).filter(({ id }) => !isBehind(id));
  const [first] = missing.filter((need) => need.kind !== 'service' || !isComing(facts.view, need));
  if (first) return { go: 'never', why: REASONS.needs(needWords(facts.view, first)) };
  return { go: missing.length > 0 ? 'later' : 'now' };
}

/** The needed blocks that have not passed, in the guide's order. */
export function unmet(
  { needs }: Block,
  { runbook, view, os }: Pick<Facts, 'runbook' | 'view' | 'os'>,
): readonly Block[] {
  return needs
    .flatMap((id) => blockOf(runbook, id) ?? [])
    .filter((need) => isActive(view, runbook, need, os) && !stands(view, need))
    .toSorted((a, b) => runbook.blocks.indexOf(a) - runbook.blocks.indexOf(b));
}

/** Whether other blocks can rely on this one. */
function stands(view: View, block: Block): boolean {
  return ['passed', 'warning', 'ready'].includes(status(view, block)) && !isUndone(view, block);
}

/** The state of a block, to be read after its title: "was stopped". */
export function clauseOf(view: View, block: Block): string {
  return STATES[isUndone(view, block) ? 'undone' : status(view, block)].clause;
}

function needWords(view: View, need: Block): string {
  return REFUSALS.need(need.title, clauseOf(view, need));
}

/** Why the block is not meant for this reader; null if it is. */
function whyInactive(block: Block, { runbook, view, os }: Facts): string | null {
  if (isActive(view, runbook, block, os)) return null;
  if (block.os !== null && block.os !== os) return REFUSALS.system[block.os];
  if (block.only !== null && block.only !== view.workspace?.kind) return REFUSALS.only[block.only];
  const other = block.options.find(({ group, option }) => chosenOption(view, runbook, group) !== option);
  return REFUSALS.option(other?.option, other?.group);
}

/** The bash that the block needs, and how to get it; null if this one is new enough. */
function whyOldBash({ bash }: Block, { view: { shell }, os }: Facts): string | null {
  if (bash === null || shell === null || !isOlder(shell.version, bash)) return null;
  return REFUSALS.bash(bash, shell, os);
}

function whyValue(block: Block, { runbook, view, valueOf }: Facts): string | null {
  const used = runbook.inputs.filter(({ name }) => block.uses.includes(name));
  const [empty] = missingValues(block, runbook, valueOf);
  if (empty) return REFUSALS.noValue(empty.label);
  const wrong = used.find((input) => problemOf(input, view) !== null);
  return wrong ? `${wrong.label} ${problemOf(wrong, view)}.` : null;
}

/** What is wrong with a value that was supplied before the guide was changed. */
function problemOf(input: Input, view: View): string | null {
  const value = view.inputs.get(input.name)?.value ?? null;
  return value === null ? null : problemWith(input, value);
}

/** Whether the block may pass before it is asked about again. */
function isComing(view: View, block: Block): boolean {
  return ['queued', 'running'].includes(status(view, block));
}

function refusal(code: Refusal['code'], why: string, needs: readonly Block[] = []): Refusal {
  return { admitted: false, code, why, needs };
}
