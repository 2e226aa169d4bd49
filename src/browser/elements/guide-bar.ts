/** The session bar: whether there is a runner, where the guide works, how far it is, and what runs all of it. */
import { activeBlocks, isDone, isUnderWay } from '../block-state.ts';
import type { Link } from '../connection.ts';
import { addressOf, reset, stopAll } from '../actions.ts';
import { button, h, icon, setAttribute, setText } from '../dom.ts';
import { GuideElement } from '../page.ts';
import { remaining, sequenceOf } from '../sequence.ts';
import type { SessionMenu } from '../session-menu.ts';
import type { PageState, Store } from '../store.ts';
import { count, LINK_WORDS } from '../words.ts';

/** Said without being asked: the reader has come with a key, and waits. */
const SAID: readonly Link[] = ['offered', 'denied', 'blocked', 'unreached', 'refused', 'foreign', 'other-version'];

export class GuideBar extends GuideElement {
  readonly #link = h('span', { class: 'gp-link' }, icon('link'), h('span'));
  readonly #place = h('span', { class: 'gp-place' });
  readonly #progress = h('progress', { class: 'gp-progress', 'aria-label': 'Steps passed' });
  readonly #count = h('span', { class: 'gp-count' });
  readonly #actions = h('span', { class: 'gp-bar-actions' });
  readonly #message = h('div', { class: 'gp-bar-message', role: 'status' });
  #menu: SessionMenu | null = null;
  #opener: HTMLButtonElement | null = null;
  #mode = '';

  begin(store: Store): void {
    this.#opener = button('more', 'Session', () => void this.#openMenu(store), 'Session: run all, reset, history');
    const dialog = document.querySelector<HTMLDialogElement>('#gp-steps-dialog');
    const steps = button('steps', 'Steps', () => dialog?.showModal());
    dialog?.addEventListener(
      'click',
      ({ target }) => target instanceof Element && target.closest('a') && dialog.close(),
    );
    this.replaceChildren(
      h(
        'div',
        { class: 'gp-bar-row' },
        this.#link,
        this.#place,
        h('span', { class: 'gp-bar-steps' }, this.#progress, this.#count),
        steps,
        this.#actions,
      ),
      this.#message,
    );
  }

  draw(state: PageState, store: Store): void {
    const { view, link } = state;
    setAttribute(this, 'data-link', link);
    this.toggleAttribute('data-fresh', state.session === null);
    setText(this.#link.querySelector('span'), LINK_WORDS[link]);
    setText(this.#place, place(state));
    setAttribute(this.#place, 'title', view.workspace?.path ?? null);
    const active = activeBlocks(state, store.data);
    const done = active.filter((block) => isDone(view, block)).length;
    this.#progress.max = Math.max(1, active.length);
    this.#progress.value = done;
    setText(this.#count, `${done} of ${count(active.length, 'step')}`);
    this.#drawActions(state, store);
    this.#drawMessage(store);
    this.#menu?.draw(state);
  }

  /** Buttons are made anew only when others are needed: a focused one must not vanish under the reader. */
  #drawActions(state: PageState, store: Store): void {
    const busy = [...state.view.runs.values()].some(isUnderWay) || sequenceOf(store).running;
    const live = state.link === 'connected';
    const mode = !live
      ? 'off'
      : state.sessions === null
        ? 'wait'
        : state.session === null
          ? 'choose'
          : state.view.closed
            ? 'closed'
            : busy
              ? 'busy'
              : 'ready';
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.#actions.replaceChildren(...this.#buttons(mode, store), ...(live && this.#opener ? [this.#opener] : []));
  }

  async #openMenu(store: Store): Promise<void> {
    if (this.#menu || !this.#opener) return;
    const { sessionMenu } = await import('../session-menu.ts');
    this.#menu = sessionMenu(store, this.#opener);
    this.append(this.#menu.node);
    this.#menu.draw(store.state);
    this.#menu.node.showPopover();
  }

  #buttons(mode: string, store: Store): HTMLElement[] {
    const start = (kind: 'practice' | 'mine') => () => void store.open(kind).then((why) => this.#say(why));
    switch (mode) {
      case 'wait':
        return [];
      case 'off':
        return [button('help', 'How to run it', () => void this.#toggleHelp(store))];
      case 'choose': {
        const mine = button('folder', 'Use my own folder', start('mine'));
        if (!store.state.guide?.practice) return [mine];
        const practice = button('practice', 'Start practice', start('practice'));
        practice.classList.add('gp-primary');
        return [practice, mine];
      }
      case 'busy':
        return [
          button('stop', 'Stop all', () => {
            sequenceOf(store).stop();
            stopAll(store);
          }),
        ];
      case 'closed':
        return [button('again', 'Start anew', () => void reset(store).then((why) => this.#say(why)))];
      default: {
        const go = button(
          'run',
          'Continue',
          () => sequenceOf(store).start(remaining(store, null)),
          'Continue: run the steps that have not passed',
        );
        go.classList.add('gp-primary');
        return [go];
      }
    }
  }

  /** Where a sequence stopped, for as long as that step has not passed; else why the page's key opened nothing. */
  #drawMessage(store: Store): void {
    const { stopped } = sequenceOf(store);
    const { link: linked } = store.state;
    const about = stopped ? stopped.block.id + stopped.why : SAID.includes(linked) ? linked : '';
    if ((this.#message.dataset['about'] ?? '') === about) return;
    this.#message.dataset['about'] = about;
    this.#message.replaceChildren();
    if (!stopped) return void (about && this.#toggleHelp(store));
    const link = h('a', { href: addressOf(store, stopped.block) }, stopped.block.title);
    this.#message.append(h('p', {}, 'Stopped at ', link, `: ${stopped.why}`));
  }

  #say(why: string | null): void {
    this.#message.replaceChildren(...(why ? [h('p', {}, why)] : []));
  }

  async #toggleHelp(store: Store): Promise<void> {
    const { explainRunner } = await import('../no-runner.ts');
    this.#message.replaceChildren(...(this.#message.hasChildNodes() ? [] : [explainRunner(store)]));
  }
}

function place({ view, session, link }: PageState): string {
  if (link !== 'connected' && session === null) return 'reads and copies as it is';
  if (session === null) return 'no session yet';
  const where = view.workspace?.kind === 'mine' ? 'My own folder' : 'Practice copy';
  return view.closed ? `${where} · closed` : where;
}
