/**
 * Run all, Run this page, Run to here: requests the next step when the one before has passed. A step that does not
 * pass, or that asks something, stops the sequence. The tab keeps the plan, also over a reload; the runner knows
 * nothing of it.
 */
import type { Block } from '../../runbook/model.ts';
import { newRun, send, stopRun } from './requests.ts';
import { setFollowing } from '../state/following.ts';
import { remaining } from '../state/forecast.ts';
import { missingIn } from '../state/asks-first.ts';
import { keepPlan, keptPlan, type Plan } from '../state/kept-plan.ts';
import { nextAct } from '../state/plan.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

interface Sequence {
  start(blocks: readonly Block[]): void;
  stop(): void;
}

const sequences = new WeakMap<Store, Sequence>();

/** Continues the plan that the tab has kept, if there is one. */
export function sequenceOf(store: Store): Sequence {
  const made = sequences.get(store) ?? createSequence(store);
  sequences.set(store, made);
  return made;
}

/** Runs all remaining steps up to this one, as soon as the page knows which those are. */
export function runTo(store: Store, last: Block): void {
  if (store.arriving) void store.arriving.then(() => runTo(store, last));
  else runSeveral(store, remaining(store.state, store.data, last));
}

export function runSeveral(store: Store, blocks: readonly Block[]): void {
  setFollowing(true);
  sequenceOf(store).start(blocks);
}

function createSequence(store: Store): Sequence {
  /**
   * The run that was requested and is not in the journal yet. It is requested again, under the same id, if it may be
   * lost.
   */
  let sent: string | null = null;

  function write(session: string | null, plan: Plan | null) {
    keepPlan(session, plan);
    store.touch();
  }

  function go() {
    const { state, data } = store;
    const { session } = state;
    const plan = store.arriving || state.link !== 'connected' ? null : keptPlan(session);
    if (!plan || plan.stopped !== null) return;
    const next = nextAct(plan, state.view, data.runbook.blocks);
    switch (next.act) {
      case 'wait':
        return;
      case 'done':
        return write(session, null);
      case 'adopt':
        return write(session, { ...plan, run: next.run });
      case 'advance':
        write(session, { ...plan, blocks: plan.blocks.slice(1), run: null });
        return go();
      case 'ask':
        return write(session, { ...plan, stopped: words.stopped.asks });
      case 'stop':
        return write(session, { ...plan, stopped: words.stopped.failed });
      case 'send': {
        const missing = missingIn(state, data, next.block);
        if (missing.length > 0)
          return write(session, { ...plan, stopped: words.stopped.values(missing.map(({ label }) => label)) });
        return void ask(session, next.block, { ...plan, run: plan.run ?? newRun() });
      }
    }
  }

  async function ask(session: string | null, block: Block, plan: Plan & { readonly run: string }) {
    if (plan.run === sent) return;
    sent = plan.run;
    write(session, plan);
    const refused = await send(store, block, {}, plan.run);
    if (refused === words.connection.lost) sent = null;
    else if (refused !== null && keptPlan(session)?.run === plan.run) write(session, { ...plan, stopped: refused });
  }

  store.subscribe(go);
  return {
    start(blocks) {
      write(store.state.session, { blocks: blocks.map(({ id }) => id), run: null, stopped: null });
      go();
    },
    stop() {
      const { session, view } = store.state;
      const run = keptPlan(session)?.run;
      write(session, null);
      if (run && !view.runs.has(run)) void stopRun(store, run); // requested, but not in the journal yet
    },
  };
}
