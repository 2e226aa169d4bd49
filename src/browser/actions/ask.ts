/**
 * Between a click on Run and the run: asks or explains whatever the run needs first, one item at a time, under the
 * block.
 */
import type { Block } from '../../runbook/model.ts';
import { clauseOf } from '../../runbook/session/admission.ts';
import { isComing, start } from './requests.ts';
import { addressOf } from '../state/address.ts';
import { askValues } from './ask-values.ts';
import { isInactive } from '../state/block-state.ts';
import { missingIn } from '../state/asks-first.ts';
import { type Answers, admission } from '../state/may-run.ts';
import { h } from '../platform/html.ts';
import { isLocal } from '../platform/place.ts';
import { openMine } from './choose-folder.ts';
import { showChange } from './show-change.ts';
import { explainDifference, explainRunner } from './no-runner.ts';
import { questionBox, say, type Choice, type QuestionBox } from './question.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export function ask(store: Store, block: Block, element: HTMLElement, answers: Answers = {}): void {
  const { state, data } = store;
  const box = questionBox(element);
  const again = (more: Answers) => ask(store, block, element, { ...answers, ...more });
  if (state.link === 'connecting') return whenConnected(store, box, () => again({}));
  if (state.link !== 'connected') return box.ask(explainRunner(store), []);
  const answer = admission(state, data, block, answers);
  const refused = answer.admitted ? null : answer;
  if (refused?.code === 'stale_block') return box.ask(explainDifference(store), isLocal() ? [RELOAD] : []);
  if (store.arriving) return void store.arriving.then(() => again({}));
  if (isComing(store, block)) return;
  if (state.session === null || state.view.closed) return askWhere(store, element, () => again({}));
  if (missingIn(state, data, block).length > 0) return askValues(store, block, box, () => again({}));
  const [first] = refused?.needs ?? [];
  if (first) {
    return box.ask(words.question.needs(first.title, clauseOf(state.view, first)), [
      { icon: 'up', label: words.question.goTo(first.title), tone: 'primary', choose: () => goTo(store, first) },
      { icon: 'run', label: words.question.anyway, choose: () => again({ anyway: true }) },
    ]);
  }
  if (refused?.code === 'not_shown') return void askWithChange(store, block, box, (shown) => again({ shown }));
  if (refused?.code === 'not_confirmed') return void askRunner(store, block, box, (answer) => again({ answer }));
  if (refused) return box.ask(refused.why, []);
  if (isInactive(state, data, block)) return box.ask(words.question.nothingToUndo, []);
  start(store, block, element, answers);
}

/**
 * Says that the page is still connecting, and continues once it is connected, unless the reader has closed the message.
 */
function whenConnected(store: Store, box: QuestionBox, goOn: () => void): void {
  const said = explainRunner(store);
  box.ask(said, []);
  const stop = store.subscribe(({ link }) => {
    if (link === 'connecting') return;
    stop();
    if (!said.isConnected) return;
    box.clear();
    goOn();
  });
}

/** Shows the changes to the files as the question. If there are none, the run itself says so. */
async function askWithChange(
  store: Store,
  block: Block,
  box: QuestionBox,
  then: (shown: string) => void,
): Promise<void> {
  const change = await showChange(store, block);
  if (typeof change === 'string') return box.ask(change, []);
  const { node, digest } = change;
  if (node === null) return then(digest);
  box.ask(h('div', {}, ...whereNode(store), node), [
    { icon: 'passed', label: words.question.write, tone: 'primary', choose: () => then(digest) },
  ]);
}

/** The runner asks: the answer must include the nonce of its question. */
async function askRunner(store: Store, { id }: Block, box: QuestionBox, then: (answer: string) => void): Promise<void> {
  const { session } = store.state;
  const question = await store.ask({
    type: 'ask',
    session: session ?? '',
    block: id,
    hash: store.data.hashes[id] ?? '',
  });
  if (typeof question === 'string') return box.ask(question, []);
  if (question.type !== 'question') return;
  const { text, nonce } = question;
  box.ask(h('div', {}, ...whereNode(store), h('p', {}, text)), [
    { icon: 'run', label: words.question.yes, tone: 'danger', choose: () => then(nonce) },
  ]);
}

/** Says where the step runs, if it changes the reader's own files. */
function whereNode({ state: { view } }: Store): Node[] {
  const { kind, path } = view.workspace ?? {};
  return kind === 'mine' ? [h('p', { class: 'gp-mine' }, words.question.inMine, h('code', {}, path ?? ''))] : [];
}

const RELOAD: Choice = {
  icon: 'again',
  label: words.question.reload,
  tone: 'primary',
  choose: () => location.reload(),
};

function goTo(store: Store, block: Block): void {
  location.assign(addressOf(store, block));
}

function askWhere(store: Store, element: HTMLElement, then: () => void): void {
  const opened = (refused: string | null) => (refused ? say(element, refused) : then());
  const box = questionBox(element);
  const choose = () => openMine(store, (form) => box.ask(form, []), opened);
  const mine: Choice = { icon: 'folder', label: words.place.folder, choose };
  if (!store.state.guide?.practice) return box.ask(words.place.mine, [mine]);
  box.ask(words.place.ask, [
    {
      icon: 'practice',
      label: words.place.practice,
      tone: 'primary',
      choose: () => void store.open('practice').then(opened),
    },
    mine,
  ]);
}
