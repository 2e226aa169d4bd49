/** What the reader's inputs are now. A secret that was given is known to the runner only, and told from one that was not. */
import type { PageData } from '../../protocol/page-data.ts';
import type { PageState } from './store.ts';

const GIVEN = 'given';

export function valueIn({ view }: PageState, { runbook }: PageData): (name: string) => string | undefined {
  return (name) => {
    const given = view.inputs.get(name);
    if (given) return given.value ?? GIVEN;
    return runbook.inputs.find((input) => input.name === name)?.default ?? undefined;
  };
}
