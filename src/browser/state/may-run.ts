/** Whether the runner would run a block now. Called when the block is clicked, not when it is drawn. */
import type { Block } from '../../runbook/model.ts';
import { type Admission, admit } from '../../runbook/session/admission.ts';
import type { PageData } from '../../protocol/page-data.ts';
import { system } from './block-state.ts';
import { valueIn } from './given-values.ts';
import type { PageState } from './store.ts';

/** The reader's answers before a block runs. */
export interface Answers {
  /** The nonce of the runner's question that the reader has confirmed. */
  readonly answer?: string | null;
  readonly anyway?: boolean;
  /** Digest of the change that was shown to the reader. */
  readonly shown?: string | null;
}

/** Whether the runner would run the block now, in the form that the page shows. */
export function admission(
  state: PageState,
  data: PageData,
  { id }: Block,
  { answer = null, anyway = false, shown = null }: Answers = {},
): Admission {
  const { view, guide } = state;
  const { runbook, hashes } = data;
  const ask = { block: id, hash: hashes[id] ?? '', confirmed: answer !== null, anyway, shown: shown ?? undefined };
  return admit(ask, {
    runbook,
    view,
    os: system(state),
    hashOf: (block) => (guide ?? { hashes }).hashes[block],
    valueOf: valueIn(state, data),
  });
}
