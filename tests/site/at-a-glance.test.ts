import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../src/runbook/reading/parse.ts';
import { atAGlance } from '../../src/site/at-a-glance.ts';

const text = `---
inputs:
  - { name: HOST, required: true }
  - { name: PORT, required: true, default: '80' }
---

\`\`\`bash id=a bash=4 about=2m
true
\`\`\`

\`\`\`bash id=b bash=5.1 confirm="All is lost."
true
\`\`\`

\`\`\`toml file=settings.toml
port = 1
\`\`\`
`;

test('what a guide needs, takes and changes is told from its blocks', () => {
  const runbook = parse('guide', [{ slug: 'index', file: 'guide.md', text }]);
  const steps = runbook.blocks.filter(({ change }) => change?.by !== 'restore');
  const { needed, dangers, ...rest } = atAGlance(runbook, steps);
  assert.deepEqual(rest, { steps: 3, pages: 1, checks: 0, about: 120_000, bash: '5.1', files: ['settings.toml'] });
  assert.deepEqual([needed.map(({ name }) => name), dangers.map(({ id }) => id)], [['HOST'], ['b']]);
});
