/** The address of a step on the site. */
import type { Block } from '../../runbook/model.ts';
import type { Store } from './store.ts';

export function addressOf({ data }: Store, block: Block): string {
  const { id, change, page } = block;
  return `${data.addresses[page] ?? ''}#step-${change?.by === 'restore' ? change.of : id}`;
}
