/** The tools of an output, loaded when the first of them is used: older output, Find, Copy, Save. */
import { copyFrom } from '../platform/copy.ts';
import { find } from '../platform/dom.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import { saveAs } from '../platform/save.ts';
import { findBar } from './find-bar.ts';
import { forAColleague } from './for-a-colleague.ts';
import { readBefore, wholeText } from './scrollback.ts';
import type { Shown } from './shown.ts';

const compare = part(() => import('./compare-runs.ts'));

/** By the icon of its button. */
export function useTool(tool: string, shown: Shown): void {
  const { node, output } = shown;
  switch (tool) {
    case 'up':
      return void readBefore(output);
    case 'find':
      return toggleFind(shown);
    case 'copy':
      return void copyAll(shown, find(node, '.gp-tools [data-icon="copy"]'));
    case 'share':
      return void share(shown, find(node, '[data-icon="share"]'));
    case 'download':
      return void save(shown);
    case 'compare':
      return lazyImport(compare(), ({ compareRuns }) => void compareRuns(shown.store, shown.block, shown.run.id));
  }
}

async function copyAll({ output }: Shown, button: HTMLElement | null): Promise<void> {
  if (button) await copyFrom(button, await wholeText(output));
}

async function share({ output, store, block, run, node }: Shown, button: HTMLElement | null): Promise<void> {
  const how = find(node, '.gp-foot span')?.textContent ?? '';
  if (button) await copyFrom(button, forAColleague(store, block, run, how, await wholeText(output)));
}

async function save({ output, block }: Shown): Promise<void> {
  saveAs(`${block.id}.txt`, await wholeText(output), 'text/plain');
}

function toggleFind(shown: Shown): void {
  const { node, list, output } = shown;
  const known = find(node, '.gp-find');
  const bar =
    known ??
    findBar(
      list,
      () => output.screen,
      () => toggleFind(shown),
    );
  if (known) known.hidden = !known.hidden;
  else find(node, '.gp-output-head')?.after(bar);
  if (bar.hidden) list.node.focus();
  else find(bar, 'input')?.focus();
}
