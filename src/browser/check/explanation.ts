/** Why a check failed, in the order in which it is shown: cause or remedy, sentence, nearest line, difference. */
import type { DiffLine, Explanation, Nearest } from '../../runbook/model.ts';
import { h, icon } from '../platform/html.ts';
import { diffLines } from '../state/diff-lines.ts';
import * as words from '../../words/en.ts';

export function explanationNode({ sentence, nearest, diff, hint }: Explanation): Node {
  return h(
    'div',
    { class: 'gp-explanation' },
    hint !== null && h('p', { class: 'gp-advice' }, icon('hint'), h('span', {}, hint)),
    h('p', { class: 'gp-sentence' }, sentence),
    nearest && nearestNode(nearest),
    diff.length > 0 && diffNode(diff),
  );
}

function nearestNode({
  expected,
  actual,
  expectedLine,
  actualLine,
  expectedMarks,
  actualMarks,
  lookalikes,
}: Nearest): Node {
  return h(
    'div',
    { class: 'gp-nearest' },
    h(
      'dl',
      {},
      h('dt', {}, words.explanation.expected(expectedLine)),
      h('dd', {}, h('code', {}, ...markedText(expected, expectedMarks))),
      h('dt', {}, words.explanation.printed(actualLine)),
      h('dd', {}, h('code', {}, ...markedText(actual, actualMarks))),
    ),
    ...lookalikes.map((each) => h('p', { class: 'gp-lookalike' }, each)),
  );
}

function markedText(text: string, marks: readonly (readonly [number, number])[]): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    nodes.push(document.createTextNode(text.slice(at, from)), h('mark', {}, visible(text.slice(from, to))));
    at = to;
  }
  return [...nodes, document.createTextNode(text.slice(at))];
}

/** Whitespace that differs is made visible; the highlight would look empty otherwise. */
function visible(text: string): string {
  return text.replaceAll(' ', '·').replaceAll('\t', '→') || '∅';
}

function diffNode(diff: readonly DiffLine[]): Node {
  return h(
    'details',
    { class: 'gp-diff', open: diff.length <= 40 },
    h('summary', {}, words.explanation.difference),
    diffLines(diff),
  );
}
