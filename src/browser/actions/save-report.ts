/** Saves the report of the session, which the runner writes, as a file. */
import { saveAs } from '../platform/save.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

const TYPES = { html: 'text/html', md: 'text/markdown' } as const;

/** Resolves with the reason why there is no report, or null. */
export async function saveReport(store: Store, format: keyof typeof TYPES): Promise<string | null> {
  const session = store.state.session ?? '';
  const answer = await store.ask({ type: 'report', session, format });
  if (typeof answer === 'string') return answer;
  if (answer.type !== 'reported') return words.connection.noAnswer;
  saveAs(`${store.data.runbook.id}-${session}.${format}`, answer.text, TYPES[format]);
  return null;
}
