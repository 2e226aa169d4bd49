/** What a reader can do, as messages to the runner; each step asks what must be asked first, in the page. */
import type { Block } from '../runbook/model.ts';
import { blockState, isUnderWay } from './block-state.ts';
import type { QuestionBox } from './question.ts';
import type { Store } from './store.ts';

interface Answers {
  readonly confirmed?: boolean;
  readonly anyway?: boolean;
}

/** Runs a block, after asking: where, whether it may, and what is missing. */
export function begin(store: Store, block: Block, box: QuestionBox, answers: Answers = {}): void {
  const { state, data } = store;
  const again = (more: Answers) => begin(store, block, box, { ...answers, ...more });
  const { missing, inactive, differs } = blockState(state, data, block);
  if (state.link !== 'connected')
    return void import('./no-runner.ts').then(({ explainRunner }) => box.ask(explainRunner(store), []));
  if (differs)
    return void import('./no-runner.ts').then(({ explainDifference }) => box.ask(explainDifference(store), [reload]));
  if (state.session === null || state.view.closed) return askWhere(store, box, () => again({}));
  if (inactive !== null) return box.ask(inactive, []);
  const [first] = missing;
  if (first && !answers.anyway) {
    return box.ask(`This step builds on “${first.title}”, which has not passed yet.`, [
      { icon: 'run', label: `Go to “${first.title}”`, tone: 'primary' as const, choose: () => goTo(store, first) },
      { icon: 'run', label: 'Run anyway', choose: () => again({ anyway: true }) },
    ]);
  }
  if (block.confirm !== null && !answers.confirmed) {
    return box.ask(block.confirm, [
      { icon: 'run', label: 'Yes, run it', tone: 'danger', choose: () => again({ confirmed: true }) },
    ]);
  }
  box.clear();
  const run = newRun();
  void send(store, block, answers, run).then((refused) => (refused ? box.ask(refused, []) : store.outputs.expect(run)));
}

/** Asks the runner to queue the block; resolves with why it was refused, or null. */
export function send(
  store: Store,
  block: Block,
  { confirmed = false, anyway = false }: Answers = {},
  run = newRun(),
): Promise<string | null> {
  const { session } = store.state;
  const hash = store.data.hashes[block.id] ?? '';
  return store.request({ type: 'run', session: session ?? '', run, block: block.id, hash, confirmed, anyway });
}

export function newRun(): string {
  return crypto.randomUUID();
}

export function stopRun(store: Store, run: string): Promise<string | null> {
  return store.request({ type: 'cancel', session: store.state.session ?? '', run });
}

/** The queue first, so that nothing begins because another run ended. */
export function stopAll(store: Store): void {
  const underWay = [...store.state.view.runs.values()].filter(isUnderWay);
  for (const { id } of underWay.toSorted((a, b) => b.seq - a.seq)) void stopRun(store, id);
}

/** Closes the session and opens a new one of the same kind: a practice copy begins anew. */
export async function reset(store: Store): Promise<string | null> {
  const { session, view } = store.state;
  const kind = view.workspace?.kind ?? 'practice';
  if (session !== null && !view.closed) {
    const refused = await store.request({ type: 'close', session });
    if (refused) return refused;
  }
  return store.open(kind);
}

export function addressOf({ data }: Store, block: Block): string {
  return `${data.addresses[block.page] ?? ''}#step-${block.id}`;
}

function goTo(store: Store, block: Block): void {
  location.assign(addressOf(store, block));
}

const reload = { icon: 'again', label: 'Reload the page', tone: 'primary' as const, choose: () => location.reload() };

function askWhere(store: Store, box: QuestionBox, then: () => void): void {
  const open = (kind: 'practice' | 'mine') => () =>
    void store.open(kind).then((refused) => (refused ? box.ask(refused, []) : then()));
  const mine = { icon: 'folder', label: 'Use my own folder', choose: open('mine') };
  if (!store.state.guide?.practice)
    return box.ask('This guide will run in your own folder, with your own files.', [mine]);
  box.ask('Where should this guide run? The practice copy is thrown away after; your own files stay as they are.', [
    { icon: 'practice', label: 'Start practice', tone: 'primary' as const, choose: open('practice') },
    mine,
  ]);
}
