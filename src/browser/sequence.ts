/**
 * Run all, Run to here, Continue: sends the next step when the one before has passed, and stops at the first that did
 * not or that asks something. The plan belongs to the tab and survives its reload; the runner never runs ahead of it.
 */
import type { Block } from '../runbook/model.ts';
import { newRun, send } from './actions.ts';
import { activeBlocks, isDone } from './block-state.ts';
import { keepPlan, keptPlan, type Plan } from './kept-plan.ts';
import { nextAct } from './plan.ts';
import type { Store } from './store.ts';

interface Sequence {
  start(blocks: readonly Block[]): void;
  stop(): void;
}

const sequences = new WeakMap<Store, Sequence>();

/** Goes on with the plan that the tab has kept, if there is one. */
export function sequenceOf(store: Store): Sequence {
  const made = sequences.get(store) ?? createSequence(store);
  sequences.set(store, made);
  return made;
}

/** Steps that count and are not done, up to and including `last`. */
export function remaining({ state, data }: Store, last: Block | null): readonly Block[] {
  const active = activeBlocks(state, data);
  const upto = last ? active.slice(0, active.findIndex(({ id }) => id === last.id) + 1) : active;
  return upto.filter((block) => !isDone(state.view, data, block));
}

function createSequence(store: Store): Sequence {
  function write(plan: Plan | null) {
    keepPlan(store.state.session, plan);
    store.touch();
  }

  function go() {
    const { state, data } = store;
    const plan = state.session === null || state.link !== 'connected' ? null : keptPlan(state.session);
    if (!plan || plan.stopped !== null || state.view.seq === 0) return;
    const next = nextAct(plan, state.view, data.runbook.blocks);
    switch (next.act) {
      case 'wait':
        return;
      case 'done':
        return write(null);
      case 'advance':
        write({ ...plan, blocks: plan.blocks.slice(1), run: null });
        return go();
      case 'ask':
        return write({ ...plan, stopped: 'it asks before it runs.' });
      case 'stop':
        return write({ ...plan, stopped: 'it did not pass.' });
      case 'send': {
        const sent = { ...plan, run: newRun() };
        write(sent);
        void send(store, next.block, {}, sent.run).then((stopped) => stopped && write({ ...sent, stopped }));
      }
    }
  }

  store.subscribe(go);
  return {
    start(blocks) {
      write({ blocks: blocks.map(({ id }) => id), run: null, stopped: null });
      go();
    },
    stop: () => write(null),
  };
}
