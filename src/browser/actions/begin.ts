/** A click on Run. What must be asked or explained first is in ask.ts, which is loaded on demand. */
import type { Block } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';
import { isInactive, isUnderWay } from '../state/block-state.ts';
import { admission } from '../state/may-run.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import type { Store } from '../state/store.ts';
import { isComing, sayWhy, start, stopRun } from './requests.ts';

const askPart = part(() => import('./ask.ts'));

/** A click on the button of a block: stops its latest run if that is under way, otherwise runs the block. */
export function beginOrStop(store: Store, block: Block, run: RunView | undefined, element: HTMLElement): void {
  if (isUnderWay(run)) void stopRun(store, run.id).then((refused) => refused && sayWhy(element, refused));
  else begin(store, block, element);
}

/** Runs the block if nothing prevents it; otherwise asks or explains, under the block. */
export function begin(store: Store, block: Block, element: HTMLElement): void {
  if (isFree(store, block)) start(store, block, element);
  else lazyImport(askPart(), ({ ask }) => ask(store, block, element));
}

function isFree(store: Store, block: Block): boolean {
  const { state, data } = store;
  return (
    !store.arriving &&
    !isComing(store, block) &&
    state.link === 'connected' &&
    state.session !== null &&
    !isInactive(state, data, block) &&
    admission(state, data, block).admitted
  );
}
