/** The line of the bar that says what runs or what comes next. Pure. */
import type { Block } from '../../runbook/model.ts';
import type { PageData } from '../../protocol/page-data.ts';
import type { RunView } from '../../runbook/session/view.ts';
import type { Estimate } from '../../runbook/session/time-left.ts';
import { estimate } from '../../runbook/session/time-left.ts';
import type { Shown } from '../../runbook/session/state-words.ts';
import { activeBlocks, isUnderWay, nextStep, shownStatus } from './block-state.ts';
import { times } from './forecast.ts';
import type { Plan } from './kept-plan.ts';
import type { PageState } from './store.ts';

export type Now =
  | {
      readonly at: 'running';
      readonly block: Block;
      readonly run: RunView;
      /** How long it took before, in ms. */
      readonly usual: number | null;
      /** What runs after it has passed, without another click. */
      readonly after: readonly Block[];
      readonly left: Estimate | null;
    }
  /** The connection is lost, so the page does not know. */
  | { readonly at: 'lost'; readonly block: Block }
  | { readonly at: 'next'; readonly block: Block; readonly shown: Shown; readonly time: Estimate | null }
  | { readonly at: 'done'; readonly steps: number }
  | { readonly at: 'nothing' };

export function nowOf(state: PageState, data: PageData, plan: Plan | null): Now {
  const { view, session, link } = state;
  const { blocks } = data.runbook;
  const blockOf = (id: string) => blocks.find((each) => each.id === id);
  if (session === null || view.closed) return { at: 'nothing' };
  const run = currentRun([...view.runs.values()]);
  const block = run && blockOf(run.block);
  if (run && block) {
    if (run.phase === 'lost') return { at: 'lost', block };
    const known = times(state, data);
    const planned = plan && plan.stopped === null ? plan.blocks.slice(plan.blocks[0] === block.id ? 1 : 0) : [];
    const after = [...planned.flatMap((id) => blockOf(id) ?? []), ...queued(view.runs.values(), run, blockOf)];
    const usual = estimate([block], known)?.ms ?? null;
    return { at: 'running', block, run, usual, after, left: estimate(after, known) };
  }
  if (link !== 'connected') return { at: 'nothing' };
  const next = nextStep(state, data);
  const { length: steps } = activeBlocks(state, data);
  if (!next) return steps === 0 ? { at: 'nothing' } : { at: 'done', steps };
  const shown = shownStatus(view, data, next);
  return { at: 'next', block: next, shown, time: estimate([next], times(state, data)) };
}

/** A step that is executing comes before one that is queued; a service that is ready does not count. */
function currentRun(runs: readonly RunView[]): RunView | undefined {
  const open = runs.filter((run) => run.end === null && run.phase !== 'ready');
  return open.find(({ phase }) => phase === 'running') ?? open[0];
}

function queued(
  runs: Iterable<RunView>,
  current: RunView,
  blockOf: (id: string) => Block | undefined,
): readonly Block[] {
  return [...runs]
    .filter((run) => run !== current && isUnderWay(run) && run.phase === 'queued')
    .flatMap((run) => blockOf(run.block) ?? []);
}
