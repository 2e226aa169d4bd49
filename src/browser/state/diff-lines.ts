/** A difference, line by line. Color never says anything that text does not. */
import type { DiffLine } from '../../runbook/model.ts';
import { h } from '../platform/html.ts';
import * as words from '../../words/en.ts';

type Spoken = Readonly<Record<DiffLine['sign'], string>>;

const SIGNS: Spoken = { ' ': 'same', '-': 'missing', '+': 'extra', '…': 'omitted' };
const OF_A_CHECK: Spoken = { ' ': '', '-': words.differences.expected, '+': words.differences.printed, '…': '' };
export const OF_A_FILE: Spoken = { ' ': '', '-': words.differences.removed, '+': words.differences.added, '…': '' };

/** Of two runs, the earlier one first. */
export const OF_RUNS: Spoken = { ' ': '', '-': words.differences.earlier, '+': words.differences.later, '…': '' };

export function diffLines(diff: readonly DiffLine[], spoken = OF_A_CHECK): HTMLElement {
  const rows = diff.map(({ sign, text }) =>
    h(
      'div',
      { class: `gp-diff-line gp-${SIGNS[sign]}` },
      h('span', { class: 'gp-sign', 'aria-hidden': 'true' }, sign),
      h('span', { class: 'sr-only' }, spoken[sign]),
      h('code', {}, text || ' '),
    ),
  );
  return h(
    'div',
    { class: 'gp-diff-lines', tabindex: '0', role: 'region', 'aria-label': words.differences.label },
    ...rows,
  );
}
