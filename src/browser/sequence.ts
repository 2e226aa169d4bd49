/**
 * Run all, Run to here, Continue: sends the next step when the one before has passed, and stops at the first that did
 * not or that asks something. The plan belongs to the tab and survives its reload; the runner never runs ahead of it.
 */
import type { Block } from '../runbook/model.ts';
import { newRun, send } from './actions.ts';
import { activeBlocks, isDone, shownStatus } from './block-state.ts';
import { nextAct, type Plan } from './plan.ts';
import { tabStorage } from './storage.ts';
import type { Store } from './store.ts';

export interface Sequence {
  readonly running: boolean;
  /** Why it stopped, and at which step; null while it runs or after it is done. */
  readonly stopped: { readonly why: string; readonly block: Block } | null;
  start(blocks: readonly Block[]): void;
  stop(): void;
}

const key = (session: string | null) => `guidepost.plan.${session}`;
const sequences = new WeakMap<Store, Sequence>();

export function sequenceOf(store: Store): Sequence {
  const made = sequences.get(store) ?? createSequence(store);
  sequences.set(store, made);
  return made;
}

/** Steps that count and have not passed, up to and including `last`. */
export function remaining({ state, data }: Store, last: Block | null): readonly Block[] {
  const active = activeBlocks(state, data);
  const upto = last ? active.slice(0, active.findIndex(({ id }) => id === last.id) + 1) : active;
  return upto.filter((block) => !isDone(state.view, block) || shownStatus(state.view, data, block) === 'stale');
}

function createSequence(store: Store): Sequence {
  let stopped: Sequence['stopped'] = null;
  const read = (): Plan | null => JSON.parse(tabStorage.getItem(key(store.state.session)) ?? 'null') as Plan | null;
  const write = (plan: Plan | null) =>
    plan
      ? tabStorage.setItem(key(store.state.session), JSON.stringify(plan))
      : tabStorage.removeItem(key(store.state.session));

  function halt(why: string, block: Block) {
    stopped = { why, block };
    write(null);
    store.touch();
  }

  function go() {
    const { state, data } = store;
    const plan = state.session === null || state.link !== 'connected' ? null : read();
    if (!plan || state.view.seq === 0) return;
    const next = nextAct(plan, state.view, data.runbook.blocks);
    switch (next.act) {
      case 'wait':
        return;
      case 'done':
        write(null);
        return store.touch();
      case 'advance':
        write({ blocks: plan.blocks.slice(1), run: null });
        return go();
      case 'ask':
        return halt('it asks before it runs.', next.block);
      case 'stop':
        return halt('it did not pass.', next.block);
      case 'send': {
        const run = newRun();
        write({ ...plan, run });
        void send(store, next.block, {}, run).then((refused) => refused && halt(refused, next.block));
      }
    }
  }

  store.subscribe(go);
  return {
    get running() {
      return read() !== null;
    },
    get stopped() {
      if (stopped && isDone(store.state.view, stopped.block)) stopped = null;
      return stopped;
    },
    start(blocks) {
      stopped = null;
      write({ blocks: blocks.map(({ id }) => id), run: null });
      go();
      store.touch();
    },
    stop() {
      write(null);
      store.touch();
    },
  };
}
