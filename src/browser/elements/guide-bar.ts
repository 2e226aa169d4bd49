/** The session bar (components/Bar.astro): whether there is a runner, where the guide works, what runs, what comes next, and how far it is. */
import type { Block } from '../../runbook/model.ts';
import { activeBlocks, isDone, isUnderWay, nextStep } from '../state/block-state.ts';
import type { Link } from '../runner/connection.ts';
import { find, setAttribute, setText } from '../platform/dom.ts';
import { keptPlan, type Plan } from '../state/kept-plan.ts';
import { lazyImport, part, whyNot } from '../platform/lazy-import.ts';
import { isLocal } from '../platform/place.ts';
import type { PageData } from '../../protocol/page-data.ts';
import type { Stopped } from '../actions/bar-actions.ts';
import { drawNow } from './now-line.ts';
import { showInTab } from './tab-status.ts';
import { followRuns } from './follow.ts';
import { isFollowing } from '../state/following.ts';
import { nowOf } from '../state/now.ts';
import { now as clock, onTick } from '../platform/clock.ts';
import { GuideElement } from '../state/page.ts';
import { listenToKeys } from './keys.ts';
import { addressOf } from '../state/address.ts';
import { keepPlace, keepSteps, tickedOff } from '../state/local-choices.ts';
import type { PageState, Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

const barActions = part(() => import('../actions/bar-actions.ts'));
const sequence = part(() => import('../actions/sequence.ts'));

/** Said without being asked: the reader has come with a key, and waits. */
const SAID: readonly Link[] = ['offered', 'denied', 'blocked', 'unreached', 'refused', 'foreign', 'other-version'];

export class GuideBar extends GuideElement {
  #about = '';
  #resumed = false;

  begin(store: Store): void {
    listenToKeys(store);
    followRuns(store);
    showInTab(store);
    onTick(() => this.dataset['now'] === 'running' && this.#drawNow(store));
    const dialog = document.querySelector<HTMLDialogElement>('#gp-steps-dialog');
    const onClick = ({ target }: Event) => {
      const act = target instanceof Element && target.closest<HTMLElement>('button')?.dataset['icon'];
      if (act === 'steps') dialog?.showModal();
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
    const { view, link } = state;
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
    const plan = keptPlan(state.session);
    const focused = this.contains(document.activeElement) ? document.activeElement : null;
    const now = [
      link,
      modeOf(state, store.data, plan !== null && plan.stopped === null),
      isServing(state) ? 'serving' : '',
    ];
    for (const part of this.querySelectorAll<HTMLElement>('[data-when]'))
      part.hidden = !part.dataset['when']?.split(' ').some((when) => now.includes(when));
    // a button that goes must not take the focus with it
    if (focused?.closest('[hidden]')) (find(this, '.gp-bar-actions > :not([hidden])') ?? this).focus();
    if (plan && !this.#resumed) {
      this.#resumed = true;
      lazyImport(sequence(), ({ sequenceOf }) => void sequenceOf(store));
    }
    const { machine } = state;
    setText(find(this, '.gp-machine'), machine && link === 'connected' ? `${machine.user}@${machine.host}` : '');
    setAttribute(find(this, '[data-icon="follow"]'), 'aria-pressed', String(isFollowing()));
    this.#drawNow(store);
    if (met) this.#clear(); // what it said was about the time without a runner
    this.#drawMessage(stoppedAt(state, store.data, plan), link, store);
  }

  /** For the front page. */
  #keepPlace(state: PageState, store: Store, left: readonly Block[], all: number): void {
    const [next] = left;
    const isBegun = left.length < all && !state.view.closed;
    const done = words.bar.count(all - left.length, all);
    keepPlace(
      store.data.runbook.id,
      next && isBegun ? { title: next.title, address: addressOf(store, next), done } : null,
    );
  }

  #drawNow(store: Store): void {
    drawNow(this, nowOf(store.state, store.data, keptPlan(store.state.session)), store, clock());
  }

  /** Where a sequence stopped, for as long as that step has not passed; else that the connection is lost, or why the page's key opened nothing. */
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

function modeOf(state: PageState, data: PageData, busy: boolean): string {
  if (state.link !== 'connected') return 'off';
  if (state.sessions === null) return 'wait';
  if (state.session === null) return state.guide?.practice ? 'choose' : 'mine';
  if (state.view.closed) return 'closed';
  const open = [...state.view.runs.values()].some((run) => isUnderWay(run) && run.phase !== 'ready');
  if (busy || open) return 'busy';
  return nextStep(state, data) ? 'ready' : 'finished';
}

/** A service that is up, and keeps nothing from being run. */
function isServing({ view, link }: PageState): boolean {
  return link === 'connected' && [...view.runs.values()].some(({ phase, end }) => phase === 'ready' && end === null);
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
