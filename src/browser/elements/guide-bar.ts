/**
 * The session bar (components/Bar.astro): whether there is a runner, where the guide works, and how much is done. What
 * runs and what comes next is drawn by guide-now.ts, which is loaded once there is a runner.
 */
import type { Block } from '../../runbook/model.ts';
import { activeBlocks, isDone } from '../state/block-state.ts';
import type { Link } from '../runner/connection.ts';
import { find, setAttribute, setText } from '../platform/dom.ts';
import { keptPlan, type Plan } from '../state/kept-plan.ts';
import { lazyImport, part, whyNot } from '../platform/lazy-import.ts';
import { isLocal } from '../platform/place.ts';
import type { PageData } from '../../protocol/page-data.ts';
import type { Stopped } from '../actions/bar-actions.ts';
import { GuideElement } from '../state/page.ts';
import { keepClear } from './keep-clear.ts';
import { listenToKeys } from './keys.ts';
import { stepsDialog } from '../state/steps-dialog.ts';
import { addressOf } from '../state/address.ts';
import { showWhen } from './when.ts';
import { keepPlace, keepSteps, tickedOff } from '../state/local-choices.ts';
import type { PageState, Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

const barActions = part(() => import('../actions/bar-actions.ts'));
const withRunner = part(() => import('./with-runner.ts'));

/** Shown without a click: the reader came with a key, and waits for the connection. */
const SAID: readonly Link[] = ['offered', 'denied', 'blocked', 'unreached', 'refused', 'foreign', 'other-version'];

export class GuideBar extends GuideElement {
  #about = '';

  begin(store: Store): void {
    listenToKeys(store);
    keepClear(this);
    const dialog = document.querySelector<HTMLDialogElement>('#gp-steps-dialog');
    const onClick = ({ target }: Event) => {
      const act = target instanceof Element && target.closest<HTMLElement>('button')?.dataset['icon'];
      if (act === 'steps') stepsDialog()?.showModal();
      else if (act === 'practice') void store.open('practice').then((why) => this.#say(why));
      else if (act === 'folder') lazyImport(barActions(), (acts) => acts.useFolder(store, this));
      else if (act) lazyImport(barActions(), (acts) => acts.act(store, this, act));
    };
    for (const row of this.querySelectorAll('.gp-bar-row')) row.addEventListener('click', onClick);
    dialog?.addEventListener(
      'click',
      ({ target }) => target instanceof Element && target.closest('a') && dialog.close(),
    );
  }

  draw(state: PageState, store: Store): void {
    const { view, link, machine } = state;
    const active = activeBlocks(state, store.data);
    const isTicked = state.session === null ? tickedOff(store.data.runbook.id) : () => false;
    const left = active.filter(
      (block) => !isDone(view, store.data, block) && !isTicked(block.id, store.data.hashes[block.id]),
    );
    const done = active.length - left.length;
    const progress = this.querySelector('progress');
    const place = find(this, '.gp-place');
    const met = link === 'connected' && this.dataset['link'] !== link;
    setAttribute(this, 'data-link', link);
    document.documentElement.toggleAttribute('data-gp-lost', link === 'lost');
    if (link !== 'connecting' && link !== 'connected') delete document.documentElement.dataset['guidepost'];
    this.toggleAttribute('data-fresh', state.session === null);
    setText(place, placeWords(state));
    setAttribute(place, 'title', view.workspace?.path ?? null);
    setAttribute(this, 'data-kind', view.workspace?.kind ?? null);
    setAttribute(progress, 'max', String(Math.max(1, active.length)));
    setAttribute(progress, 'value', String(done));
    setText(find(this, '.gp-count'), words.bar.count(done, active.length));
    keepSteps(store.data.runbook.id, words.steps(active.length));
    if (!store.arriving && (link === 'connected' || (link === 'absent' && done > 0)))
      this.#keepPlace(state, store, left, active.length);
    showWhen(this, find(this, '.gp-bar-where'), [link, link === 'connected' ? '' : 'off']);
    setText(find(this, '.gp-machine'), machine && link === 'connected' ? `${machine.user}@${machine.host}` : '');
    if (met) {
      this.#clear(); // the message was about the time without a runner
      lazyImport(withRunner(), () => {});
    }
    this.#drawMessage(stoppedAt(state, store.data, keptPlan(state.session)), link, store);
  }

  /** Kept for the front page. */
  #keepPlace(state: PageState, store: Store, left: readonly Block[], all: number): void {
    const [next] = left;
    const isBegun = left.length < all && !state.view.closed;
    const done = words.bar.count(all - left.length, all);
    keepPlace(
      store.data.runbook.id,
      next && isBegun ? { title: next.title, address: addressOf(store, next), done } : null,
    );
  }

  /**
   * Where a sequence stopped, until that step has passed; otherwise that the connection is lost, or why the key was
   * refused.
   */
  #drawMessage(stopped: Stopped | null, link: Link, store: Store): void {
    const said = SAID.includes(link) || (link === 'lost' && isLocal());
    const about = stopped && link !== 'lost' ? stopped.block.id + stopped.why : said ? link : '';
    if (about === this.#about) return;
    this.#about = about;
    this.#say(about === 'lost' ? whyNot() : null);
    if (about !== '' && about !== 'lost')
      lazyImport(barActions(), ({ tell }) => about === this.#about && tell(store, this, stopped));
  }

  #clear(): void {
    this.#about = '';
    this.#say(null);
  }

  #say(why: string | null): void {
    find(this, '.gp-bar-message')?.replaceChildren(...(why ? [why] : []));
  }
}

function stoppedAt({ view }: PageState, data: PageData, plan: Plan | null): Stopped | null {
  const block = data.runbook.blocks.find(({ id }) => id === plan?.blocks[0]);
  return plan?.stopped && block && view.seq > 0 && !isDone(view, data, block) ? { block, why: plan.stopped } : null;
}

function placeWords({ view, session, link }: PageState): string {
  if (link !== 'connected' && session === null) return words.bar.readOnly;
  if (session === null) return words.bar.noSession;
  const { kind, path } = view.workspace ?? {};
  const where = kind === 'mine' ? words.bar.mine(path) : words.bar.practice;
  return view.closed ? words.bar.closed(where) : where;
}
