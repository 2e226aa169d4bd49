/** Under a check that did not pass: the reason, and for the guide's author the offer to accept the output. */
import type { Verdict } from '../../runbook/model.ts';
import { acceptRow } from './accept.ts';
import { explanationNode } from './explanation.ts';
import { h } from '../platform/html.ts';
import type { Store } from '../state/store.ts';

type Missed = Exclude<Verdict, { outcome: 'passed' }>;

/** `acceptable`: the only thing wrong is the check's lines, and this reader may change them. */
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
