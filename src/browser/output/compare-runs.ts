/** Two runs of a step side by side: results, exit codes, times, and the lines in which their outputs differ. */
import type { Block } from '../../runbook/model.ts';
import type { RunInSession } from '../../runbook/session/past-runs.ts';
import { h } from '../platform/html.ts';
import { dialogFrame } from '../state/dialog-frame.ts';
import { diffLines, OF_RUNS } from '../state/diff-lines.ts';
import type { Store } from '../state/store.ts';
import { moment } from '../state/times.ts';
import * as words from '../../words/en.ts';

/** `run` is the one that the page shows. */
export async function compareRuns(store: Store, block: Block, run: string): Promise<void> {
  const answer = await store.ask({ type: 'past', guide: store.data.runbook.id, block: block.id });
  const runs = typeof answer !== 'string' && answer.type === 'past' ? answer.runs : [];
  const here = runs.find((each) => each.run === run);
  const others = runs.filter((each) => each.run !== run);
  const { dialog } = dialogFrame('gp-compare', words.compare.title(block.title));
  const result = h('div', { class: 'gp-compared', role: 'status' });
  const choice = h('select', {}, ...others.map((each) => h('option', { value: each.run }, nameOf(each))));
  choice.addEventListener('change', () => void show());
  if (typeof answer === 'string') dialog.append(h('p', {}, answer));
  else if (!here || others.length === 0) dialog.append(h('p', {}, words.compare.none));
  else dialog.append(h('label', {}, words.compare.with, choice), result);
  dialog.showModal();
  if (here && others.length > 0) await show();

  async function show() {
    const other = others.find((each) => each.run === choice.value);
    if (!here || !other) return;
    const [before = here, after = here] = [here, other].toSorted((a, b) => a.queuedAt - b.queuedAt);
    const difference = await store.ask({
      type: 'compare',
      session: before.session,
      run: before.run,
      block: block.id,
      after: [after.session, after.run],
    });
    if (other.run !== choice.value) return; // the reader has chosen another run meanwhile
    if (typeof difference === 'string') return result.replaceChildren(difference);
    if (difference.type !== 'compared') return;
    const { lines } = difference;
    result.replaceChildren(
      tableOf(before, after),
      lines.length === 0 ? h('p', {}, words.compare.same) : diffLines(lines, OF_RUNS),
    );
  }
}

function nameOf({ queuedAt, workspace, status }: RunInSession): string {
  const kind = workspace === 'practice' ? words.bar.practice : words.start.mine;
  return `${moment(queuedAt)} · ${words.STATES[status].label} · ${kind}`; // a phone cuts the end
}

function tableOf(before: RunInSession, after: RunInSession): Node {
  const row = (what: string, tell: (run: RunInSession) => string) =>
    h(
      'tr',
      { 'data-differs': tell(before) !== tell(after) },
      h('th', { scope: 'row' }, what),
      ...[before, after].map((run) => h('td', {}, tell(run))),
    );
  const said = words.compare;
  return h(
    'table',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, said.run),
        ...[before, after].map(({ queuedAt }) => h('th', { scope: 'col' }, moment(queuedAt))),
      ),
    ),
    h(
      'tbody',
      {},
      row(said.result, ({ status }) => words.STATES[status].label),
      row(said.code, ({ code }) => (code === null ? said.noCode : String(code))),
      row(said.took, ({ ms }) => (ms === null ? said.noCode : words.duration(ms))),
      row(said.output, ({ size }) => words.bytes(size)),
    ),
  );
}
