/**
 * Shows the output of a block: as lines, or as a terminal if the block has the word tty. Loaded once there is a runner.
 * The terminal is loaded only on pages with such a block.
 */
import type { Block } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import type { OutputPanel } from './panel.ts';
import type { Store } from '../state/store.ts';

type MakePanel = (run: RunView, block: Block, store: Store) => OutputPanel;

/** By whether the block has the word tty; null while the module is loading. */
const makers = new Map<boolean, MakePanel | null>();

export function panelOf({ tty }: Block): MakePanel | null | undefined {
  return makers.get(tty);
}

/** Created with the first block that needs it, so that a page without such a block does not preload the module. */
export function loadPanel({ tty }: Block, onLoad: () => void): void {
  if (makers.has(tty)) return;
  makers.set(tty, null);
  const take = (make: MakePanel) => {
    makers.set(tty, make);
    onLoad();
  };
  if (tty) lazyImport(part(() => import('../tty/tty-panel.ts'))(), ({ terminalPanel }) => take(terminalPanel));
  else lazyImport(part(() => import('./panel.ts'))(), ({ outputPanel }) => take(outputPanel));
}
