/** Accept this output: shows the change to the guide's file, and writes it on confirmation. */
import { button, h } from '../platform/html.ts';
import { diffLines } from '../state/diff-lines.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export function acceptRow(check: HTMLElement, store: Store, run: string, expectation: number): HTMLElement {
  const about = () => ({ session: store.state.session ?? '', run, expectation });
  const row = h('div', { class: 'gp-accept' });
  const offer = button('passed', words.accept.offer, () => void propose());
  const start = () => row.replaceChildren(h('p', { class: 'gp-accept-row' }, offer, h('span', {}, words.accept.what)));
  const say = (text: string) => row.append(h('p', { class: 'gp-refused', role: 'status' }, text));

  async function propose() {
    const answer = await store.ask({ type: 'propose', ...about() });
    start();
    if (typeof answer === 'string') return say(answer);
    if (answer.type !== 'proposed') return;
    const { file, lines, diff } = answer;
    const write = button('passed', words.accept.write, () => void accept(lines, diffLines(diff), file));
    write.classList.add('gp-primary');
    const cancel = button('close', words.accept.cancel, () => {
      start();
      offer.focus();
    });
    row.replaceChildren(
      h('p', {}, words.accept.would[0], h('code', {}, file), words.accept.would[1]),
      diffLines(diff),
      h('p', { class: 'gp-accept-row' }, write, cancel),
    );
    write.focus();
  }

  async function accept(lines: readonly string[], written: Node, file: string) {
    const refused = await store.request({ type: 'accept', ...about() });
    if (refused) return say(refused);
    row.replaceChildren(
      h('p', { role: 'status' }, words.accept.written[0], h('code', {}, file), words.accept.written[1]),
      written,
    );
    const code = check.querySelector('pre > code');
    code?.replaceChildren(...lines.flatMap((line) => [h('span', { class: 'line' }, line), '\n']));
  }

  start();
  return row;
}
