/**
 * Shows what a step would change in files, before it asks whether to run. Only the change that is shown can be made.
 */
import type { Block, FileDiff } from '../../runbook/model.ts';
import { h } from '../platform/html.ts';
import { diffLines, OF_A_FILE } from '../state/diff-lines.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export interface ShownChange {
  /** Null if the files have these contents already. */
  readonly node: Node | null;
  readonly digest: string;
}

/** Resolves with the reason why there is nothing to show. */
export async function showChange(store: Store, block: Block): Promise<ShownChange | string> {
  const { state, data } = store;
  const hash = data.hashes[block.id] ?? '';
  const answer = await store.ask({ type: 'preview', session: state.session ?? '', block: block.id, hash });
  if (typeof answer === 'string') return answer;
  if (answer.type !== 'previewed') return words.connection.noAnswer;
  const { files, digest } = answer;
  return { node: files.length === 0 ? null : h('div', { class: 'gp-change' }, ...files.map(fileNode)), digest };
}

function fileNode({ name, act, lines }: FileDiff): Node {
  return h('div', {}, h('p', {}, `${words.changes[act]} `, h('code', {}, name), ':'), diffLines(lines, OF_A_FILE));
}
