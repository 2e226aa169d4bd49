/**
 * What shows the output of a block: lines, or a terminal where the block has the word tty. Loaded once there is a
 * runner: a page that is only read does without, and one without such a block does without the terminal.
 */
import type { Block } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import type { OutputPanel } from './panel.ts';
import type { Store } from '../state/store.ts';

type MakePanel = (run: RunView, block: Block, store: Store) => OutputPanel;

/** By the word tty; null while it is on its way. */
const makers = new Map<boolean, MakePanel | null>();

export function panelOf({ tty }: Block): MakePanel | null | undefined {
  return makers.get(tty);
}

/** Each part is made with the first block that needs it: a page without one does not load it ahead either. */
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
