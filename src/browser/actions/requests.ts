/** The most frequent requests to the runner. */
import type { Block } from '../../runbook/model.ts';
import { questionOf } from '../../runbook/session/question.ts';
import { latestRun } from '../../runbook/session/view.ts';
import { isUnderWay } from '../state/block-state.ts';
import type { Answers } from '../state/may-run.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import type { Store } from '../state/store.ts';

const question = part(() => import('./question.ts'));

export function start(store: Store, block: Block, element: HTMLElement, answers?: Answers): void {
  element.querySelector(':scope > .gp-question')?.remove();
  const run = newRun();
  store.asked.set(block.id, run);
  void send(store, block, answers, run).then((refused) => {
    if (refused === null) return;
    store.asked.delete(block.id);
    sayWhy(element, refused);
  });
  // Sent right behind the run, so that its output comes at once. A block with a question may have to wait for the
  // terminal.
  if (questionOf(block) === null) store.outputs.expect(run);
}

/** Asks the runner to queue the block; resolves with the reason for a refusal, or null. */
export function send(
  store: Store,
  block: Block,
  { answer = null, anyway = false, shown = null }: Answers = {},
  run = newRun(),
): Promise<string | null> {
  const hash = store.data.hashes[block.id] ?? '';
  return store.request({ type: 'run', session: session(store), run, block: block.id, hash, answer, anyway, shown });
}

export function newRun(): string {
  return crypto.randomUUID();
}

export function stopRun(store: Store, run: string): Promise<string | null> {
  return store.request({ type: 'cancel', session: session(store), run });
}

/** Says under the block why a request was refused. */
export function sayWhy(element: HTMLElement, refused: string): void {
  lazyImport(question(), ({ say }) => say(element, refused));
}

/** Whether the block runs, is queued, or has been requested. */
export function isComing({ state: { view }, asked }: Store, { id }: Block): boolean {
  const run = asked.get(id);
  return (run !== undefined && !view.runs.has(run)) || isUnderWay(latestRun(view, id));
}

function session({ state }: Store): string {
  return state.session ?? '';
}
