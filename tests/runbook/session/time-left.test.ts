import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../../src/runbook/reading/parse.ts';
import type { End, Event } from '../../../src/runbook/model.ts';
import { estimate, timesIn } from '../../../src/runbook/session/time-left.ts';
import { fold } from '../../../src/runbook/session/fold.ts';
import { emptyView } from '../../../src/runbook/session/view.ts';

const text = `
\`\`\`bash id=build about=5m
make
\`\`\`

\`\`\`bash id=test
make test
\`\`\`

\`\`\`bash service id=serve ready=port:8000
serve
\`\`\`
`;
const { blocks } = parse('guide', [{ slug: 'index', file: 'guide.md', text }]);

let runs = 0;
function run(block: string, ms: number, last: { end: End } | 'ready'): readonly (readonly [number, Event])[] {
  const id = `run-${(runs += 1)}`;
  const event: Event = last === 'ready' ? { type: 'ready', run: id } : { type: 'ended', run: id, end: last.end };
  return [
    [0, { type: 'queued', run: id, block, hash: 'h', by: { from: 'terminal' } }],
    [100, { type: 'started', run: id, pid: 1 }],
    [100 + ms, event],
  ];
}

function times(...events: readonly (readonly [number, Event])[]) {
  const view = events.reduce((view, [at, event], index) => fold(view, { seq: index + 1, at, event }), emptyView);
  return timesIn(view, blocks);
}

const exit = (code: number): { end: End } => ({ end: { how: 'exited', code } });

test('a block takes as long as its newest run that passed, a service as long as it took to be ready', () => {
  assert.deepEqual(times(...run('test', 900, exit(0)), ...run('test', 700, exit(0)), ...run('test', 5, exit(1))), {
    test: 700,
  });
  assert.deepEqual(times(...run('serve', 40, 'ready')), { serve: 40 });
});

test('what ran on this machine counts more than what the author says, and what nobody knows is not made up', () => {
  assert.deepEqual(estimate(blocks, {}), { ms: 300_000, whole: false });
  assert.deepEqual(estimate(blocks, { build: 1000, test: 2000, serve: 3000 }), { ms: 6000, whole: true });
  assert.equal(estimate(blocks.slice(1), {}), null);
});
