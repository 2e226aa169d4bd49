/** Where a step stands on the site. */
import type { Block } from '../../runbook/model.ts';
import type { Store } from './store.ts';

export function addressOf({ data }: Store, block: Block): string {
  return `${data.addresses[block.page] ?? ''}#step-${block.id}`;
}
