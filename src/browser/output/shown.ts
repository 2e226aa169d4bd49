/** An output as shown on the page. */
import type { Block } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';
import type { Store } from '../state/store.ts';
import type { OutputList } from './virtual-list.ts';
import type { Output } from './output-window.ts';

export interface Shown {
  readonly node: HTMLElement;
  readonly block: Block;
  readonly list: OutputList;
  readonly output: Output;
  readonly store: Store;
  readonly run: RunView;
}
