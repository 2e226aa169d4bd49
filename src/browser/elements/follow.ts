/** Scrolls along with what runs, across the pages of the guide, until the reader scrolls or goes elsewhere. */
import type { Block } from '../../runbook/model.ts';
import { addressOf } from '../state/address.ts';
import { isFollowing, letGo } from '../state/following.ts';
import { keptPlan } from '../state/kept-plan.ts';
import { nowOf } from '../state/now.ts';
import type { PageState, Store } from '../state/store.ts';

const SCROLLS = ['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown'];

export function followRuns(store: Store): void {
  let shown: string | null = null;
  const stop = () => letGo(store);
  addEventListener('wheel', stop, { passive: true });
  addEventListener('touchmove', stop, { passive: true });
  addEventListener('keydown', ({ key }) => SCROLLS.includes(key) && stop());
  addEventListener('pointerdown', ({ target }) => target === document.documentElement && stop()); // the scroll bar
  addEventListener('click', ({ target }) => target instanceof Element && target.closest('a[href]') && stop());

  store.subscribe((state) => {
    const block = isFollowing() && !store.arriving ? followed(state, store) : null;
    if (block === null) {
      if (state.link === 'connected' && !store.arriving) shown = null;
      return;
    }
    if (block.id === shown) return;
    shown = block.id;
    const element = document.getElementById(`step-${block.id}`);
    if (element) element.scrollIntoView({ behavior: 'instant' });
    else if (state.link === 'connected') location.assign(addressOf(store, block));
  });
}

/** The step that runs; if a sequence has stopped, the step where it stopped. */
function followed(state: PageState, { data }: Store): Block | null {
  const plan = keptPlan(state.session);
  const now = nowOf(state, data, plan);
  if (now.at === 'running') return now.block;
  return plan?.stopped ? (data.runbook.blocks.find(({ id }) => id === plan.blocks[0]) ?? null) : null;
}
