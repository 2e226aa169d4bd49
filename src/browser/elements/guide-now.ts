/**
 * The row of the session bar that is loaded once there is a runner: what runs, what comes next, and the actions for
 * both.
 */
import { isUnderWay, nextStep } from '../state/block-state.ts';
import { find, setAttribute } from '../platform/dom.ts';
import { keptPlan } from '../state/kept-plan.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import type { PageData } from '../../protocol/page-data.ts';
import { drawNow } from './now-line.ts';
import { showInTab } from './tab-status.ts';
import { followRuns } from './follow.ts';
import { keepRoom } from './kept-room.ts';
import { isShown, showWhen } from './when.ts';
import { isFollowing } from '../state/following.ts';
import { nowOf } from '../state/now.ts';
import { now as clock, onTick } from '../platform/clock.ts';
import { GuideElement } from '../state/page.ts';
import type { PageState, Store } from '../state/store.ts';

const sequence = part(() => import('../actions/sequence.ts'));

export class GuideNow extends GuideElement {
  #bar: HTMLElement = this;
  #resumed = false;

  begin(store: Store): void {
    this.#bar = this.closest('guide-bar') ?? this;
    followRuns(store);
    showInTab(store);
    keepRoom(store);
    onTick(() => this.#bar.dataset['now'] === 'running' && this.#drawNow(store));
  }

  draw(state: PageState, store: Store): void {
    const plan = keptPlan(state.session);
    const mode = modeOf(state, store.data, plan !== null && plan.stopped === null);
    const now = [state.link, mode, isServing(state) ? 'serving' : ''];
    this.hidden = !isShown(this, now);
    setAttribute(this, 'data-mode', mode);
    showWhen(this.#bar, this, now);
    if (plan && !this.#resumed) {
      this.#resumed = true;
      lazyImport(sequence(), ({ sequenceOf }) => void sequenceOf(store));
    }
    setAttribute(find(this, '[data-icon="follow"]'), 'aria-pressed', String(isFollowing()));
    this.#drawNow(store);
  }

  #drawNow(store: Store): void {
    drawNow(this.#bar, nowOf(store.state, store.data, keptPlan(store.state.session)), store, clock());
  }
}

function modeOf(state: PageState, data: PageData, busy: boolean): string {
  if (state.link !== 'connected') return 'off';
  if (state.sessions === null) return 'wait';
  if (state.session === null) return state.guide?.practice ? 'choose' : 'mine';
  if (state.view.closed) return 'closed';
  const open = [...state.view.runs.values()].some((run) => isUnderWay(run) && run.phase !== 'ready');
  if (busy || open) return 'busy';
  return nextStep(state, data) ? 'ready' : 'finished';
}

/** A service that is ready, so that other steps can run. */
function isServing({ view, link }: PageState): boolean {
  return link === 'connected' && [...view.runs.values()].some(({ phase, end }) => phase === 'ready' && end === null);
}
