/** Accept this output: shows what would be written into the guide's file, and writes it when told so. */
import { button, h } from '../platform/html.ts';
import { diffLines } from '../state/diff-lines.ts';
import type { Store } from '../state/store.ts';

const WHAT =
  'If the output is right and the guide is wrong, this rewrites the lines of the check that no longer match.';

export function acceptRow(check: HTMLElement, store: Store, run: string, expectation: number): HTMLElement {
  const about = () => ({ session: store.state.session ?? '', run, expectation });
  const row = h('div', { class: 'gp-accept' });
  const offer = button('passed', 'Accept this output', () => void propose());
  const start = () => row.replaceChildren(h('p', { class: 'gp-accept-row' }, offer, h('span', {}, WHAT)));
  const say = (text: string) => row.append(h('p', { class: 'gp-refused', role: 'status' }, text));

  async function propose() {
    const answer = await store.ask({ type: 'propose', ...about() });
    start();
    if (typeof answer === 'string') return say(answer);
    if (answer.type !== 'proposed') return;
    const { file, lines, diff } = answer;
    const write = button('passed', 'Write this into the guide', () => void accept(lines, diffLines(diff), file));
    write.classList.add('gp-primary');
    const cancel = button('close', 'Cancel', () => {
      start();
      offer.focus();
    });
    row.replaceChildren(
      h('p', {}, 'This would change in ', h('code', {}, file), ':'),
      diffLines(diff),
      h('p', { class: 'gp-accept-row' }, write, cancel),
    );
    write.focus();
  }

  async function accept(lines: readonly string[], written: Node, file: string) {
    const refused = await store.request({ type: 'accept', ...about() });
    if (refused) return say(refused);
    row.replaceChildren(
      h('p', { role: 'status' }, 'Written into ', h('code', {}, file), '. Run the step again to see it pass.'),
      written,
    );
    const code = check.querySelector('pre > code');
    code?.replaceChildren(...lines.flatMap((line) => [h('span', { class: 'line' }, line), '\n']));
  }

  start();
  return row;
}
