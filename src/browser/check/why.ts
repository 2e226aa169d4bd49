/** What stands under a check that did not pass: why, and for the guide's author the offer to accept what came. */
import type { Verdict } from '../../runbook/model.ts';
import { acceptRow } from './accept.ts';
import { explanationNode } from './explanation.ts';
import { h } from '../platform/html.ts';
import type { Store } from '../state/store.ts';

type Missed = Exclude<Verdict, { outcome: 'passed' }>;

/** `acceptable`: nothing but the lines of the check is wrong, and whoever reads may change them. */
export function why(
  check: HTMLElement,
  store: Store,
  run: string,
  { explanation }: Missed,
  acceptable: boolean,
): HTMLElement {
  return h(
    'div',
    { class: 'gp-why' },
    explanation && explanationNode(explanation),
    acceptable && acceptRow(check, store, run, Number(check.dataset['check'])),
  );
}
