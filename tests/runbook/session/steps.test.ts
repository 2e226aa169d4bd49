import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../../src/runbook/reading/parse.ts';
import { activeSteps, firstSteps } from '../../../src/runbook/session/steps.ts';
import { emptyView } from '../../../src/runbook/session/view.ts';

const index = `---
title: T
pages: [trouble]
practice: { folder: practice }
---

\`\`\`bash id=make undo=unmake
\`\`\`

\`\`\`bash id=unmake
\`\`\`

<Only in="practice">

\`\`\`bash id=rehearse
\`\`\`

</Only>

<Only in="mine">

\`\`\`bash id=backup
\`\`\`

\`\`\`bash id=check-backup
\`\`\`

</Only>

<Options name="db">
<Option name="new" recommended>

\`\`\`bash id=fresh
\`\`\`

</Option>
<Option name="old">

\`\`\`bash id=kept
\`\`\`

</Option>
</Options>

\`\`\`bash id=mac os=macos
\`\`\`
`;
const trouble = '---\ntitle: Trouble\noptional: true\n---\n\n```bash id=repair\n```\n';
const book = parse('g', [
  { slug: 'index', file: 'index.mdx', text: index },
  { slug: 'trouble', file: 'trouble.mdx', text: trouble },
]);
const ids = (blocks: readonly { readonly id: string }[]) => blocks.map(({ id }) => id).join(' ');

test('the steps are the active blocks, without those that undo and those of optional pages', () => {
  const steps = (kind: 'practice' | 'mine') =>
    ids(activeSteps({ ...emptyView, workspace: { kind, path: '/' } }, book, 'linux'));
  assert.equal(steps('practice'), 'make rehearse fresh');
  assert.equal(steps('mine'), 'make backup check-backup fresh');
  assert.equal(
    ids(activeSteps({ ...emptyView, workspace: { kind: 'mine', path: '/' } }, book, 'macos')),
    'make backup check-backup fresh mac',
  );
});

test('before there is a session, they are those of the one that is offered first', () => {
  assert.equal(ids(firstSteps(book, 'linux')), 'make rehearse fresh');
});

test('a choice changes them', () => {
  const options = new Map([['db', { option: 'old', seq: 1 }]]);
  assert.equal(ids(activeSteps({ ...emptyView, options }, book, 'linux')), 'make rehearse kept');
});
