/** What stands between a click on Run and the run: asked or said under the block, one thing after the other. */
import type { Block } from '../../runbook/model.ts';
import { isActive } from '../../runbook/view.ts';
import { isComing, start, type Answers } from './actions.ts';
import { addressOf } from '../state/address.ts';
import { differs, isInactive, missing, system } from '../state/block-state.ts';
import { explainDifference, explainRunner, isLocal } from './no-runner.ts';
import { questionBox, type Choice } from './question.ts';
import type { Store } from '../state/store.ts';

export function ask(store: Store, block: Block, element: HTMLElement, answers: Answers = {}): void {
  const { state, data } = store;
  const box = questionBox(element);
  const again = (more: Answers) => ask(store, block, element, { ...answers, ...more });
  if (state.link !== 'connected') return box.ask(explainRunner(store), []);
  if (differs(state, data, block)) return box.ask(explainDifference(store), isLocal() ? [RELOAD] : []);
  if (store.arriving) return void store.arriving.then(() => again({}));
  if (isComing(store, block)) return;
  if (state.session === null || state.view.closed) return askWhere(store, element, () => again({}));
  if (isInactive(state, data, block)) return box.ask(whyInactive(store, block), []);
  const [first] = missing(state, data, block);
  if (first && !answers.anyway) {
    return box.ask(`This step builds on “${first.title}”, which has not passed yet.`, [
      { icon: 'up', label: `Go to “${first.title}”`, tone: 'primary', choose: () => goTo(store, first) },
      { icon: 'run', label: 'Run anyway', choose: () => again({ anyway: true }) },
    ]);
  }
  if (block.confirm !== null && !answers.confirmed) {
    return box.ask(block.confirm, [
      { icon: 'run', label: 'Yes, run it', tone: 'danger', choose: () => again({ confirmed: true }) },
    ]);
  }
  start(store, block, element, answers);
}

export function say(element: HTMLElement, text: string): void {
  questionBox(element).ask(text, []);
}

const RELOAD: Choice = { icon: 'again', label: 'Reload the page', tone: 'primary', choose: () => location.reload() };

function goTo(store: Store, block: Block): void {
  location.assign(addressOf(store, block));
}

function askWhere(store: Store, element: HTMLElement, then: () => void): void {
  const open = (kind: 'practice' | 'mine') => () =>
    void store.open(kind).then((refused) => (refused ? say(element, refused) : then()));
  const mine: Choice = { icon: 'folder', label: 'Use my own folder', choose: open('mine') };
  const box = questionBox(element);
  if (!store.state.guide?.practice)
    return box.ask('This guide will run in your own folder, with your own files.', [mine]);
  box.ask('Where should this guide run? The practice copy is thrown away after; your own files stay as they are.', [
    { icon: 'practice', label: 'Start practice', tone: 'primary', choose: open('practice') },
    mine,
  ]);
}

function whyInactive({ state, data: { runbook } }: Store, block: Block): string {
  const here = system(state);
  if (isActive(state.view, runbook, block, here)) return 'There is nothing to undo yet.';
  if (block.os !== null && block.os !== here) return `This step is for ${block.os === 'macos' ? 'macOS' : 'Linux'}.`;
  if (block.only === 'practice') return 'This step belongs to the practice copy.';
  if (block.only === 'mine') return 'This step belongs to your own folder.';
  return 'This step belongs to an option that is not chosen.';
}
