/**
 * What shows the output of a block: lines, or a terminal where the block has the word tty. Loaded once there is a
 * runner: a page that is only read does without, and one without such a block does without the terminal.
 */
import type { Block } from '../runbook/model.ts';
import type { OutputPanel } from './output/panel.ts';
import type { RunView } from '../runbook/view.ts';
import type { Store } from './store.ts';

type MakePanel = (run: RunView, block: Block, store: Store) => OutputPanel;
type Way = 'lines' | 'terminal';

const loaded = new Map<Way, MakePanel>();
const loading = new Map<Way, Promise<void>>();

export function panelOf(block: Block): MakePanel | undefined {
  return loaded.get(wayOf(block));
}

export function loadPanel(block: Block, onLoad: () => void): void {
  const way = wayOf(block);
  if (loading.has(way)) return;
  loading.set(
    way,
    load(way).then((make) => {
      loaded.set(way, make);
      onLoad();
    }),
  );
}

function wayOf({ tty }: Block): Way {
  return tty ? 'terminal' : 'lines';
}

async function load(way: Way): Promise<MakePanel> {
  if (way === 'lines') return (await import('./output/index.ts')).outputPanel;
  return (await import('./tty/terminal-panel.ts')).terminalPanel;
}
