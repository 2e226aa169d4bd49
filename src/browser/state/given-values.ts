/**
 * The current values of the reader's inputs. Only the runner has the value of a secret; the page knows whether there is
 * one.
 */
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
