import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack } from '../../src/protocol/pack-page-data.ts';
import { unpack, type PageData } from '../../src/protocol/page-data.ts';
import { parse } from '../../src/runbook/reading/parse.ts';

const GUIDE = `---
title: A guide
inputs: [{ name: PORT, type: int }]
---

\`\`\`bash service id=serve ready=port:$PORT
python -m http.server $PORT
\`\`\`

\`\`\`text check within=9s
Serving [..]
...
\`\`\`

\`\`\`bash needs=serve confirm="Sure?" retry=2
true
\`\`\`
`;

test('a packed guide comes back with every fact but the texts that its page shows', () => {
  const runbook = parse('a', [{ slug: 'index', file: 'index.md', text: GUIDE }]);
  const data: PageData = { runbook, hashes: { serve: 'hash' }, addresses: { index: '/guides/a/' }, base: '/' };
  const packed = JSON.stringify(pack(data));
  const back = unpack(JSON.parse(packed));
  assert.deepEqual(back, { ...data, runbook: { ...runbook, blocks: runbook.blocks.map(withoutTexts) } });
  assert.doesNotMatch(packed, /http\.server|Serving/);
  assert.equal(packed.match(/"(stream|unordered|tty)"/g)?.length, 3, 'what says nothing travels once');
});

function withoutTexts(block: PageData['runbook']['blocks'][number]) {
  const expectations = block.expectations.map((expectation) => ({ ...expectation, lines: [], at: [] }));
  return { ...block, script: '', expectations };
}
