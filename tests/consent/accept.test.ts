import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { acceptOutput, acceptingGuides } from '../../server/consent/accept.ts';
import { createEngine } from '../../server/engine/engine.ts';
import { readGuide } from '../../server/guides/read-guides.ts';

const GUIDE = `# Guide

\`\`\`bash id=say
echo one; echo two; echo three
\`\`\`

\`\`\`text check
one
[..]
four
\`\`\`

Text behind.
`;

test('the check is rewritten in the file, only where it no longer matches', async (t) => {
  const { session, file } = await ran(t, GUIDE);
  await acceptOutput(session, 'run-00001', 0);
  assert.equal(readFileSync(file, 'utf8'), GUIDE.replace('four', 'three'));
});

test('a file that has changed since is not touched', async (t) => {
  const { session, file } = await ran(t, GUIDE);
  const edited = GUIDE.replace('# Guide', '# Guide\n\nA line more.');
  writeFileSync(file, edited);
  await assert.rejects(acceptOutput(session, 'run-00001', 0), { code: 'failed', message: /changed since/ });
  assert.equal(readFileSync(file, 'utf8'), edited);
});

test('what is not there cannot be accepted', async (t) => {
  const { session } = await ran(t, GUIDE);
  await assert.rejects(acceptOutput(session, 'run-00009', 0), { code: 'unknown_run' });
  await assert.rejects(acceptOutput(session, 'run-00001', 5), { code: 'unknown_block' });
});

test('what a step printed that failed is no promise', async (t) => {
  const { session, file } = await ran(t, GUIDE.replace('echo three', 'echo three; exit 2'));
  await assert.rejects(acceptOutput(session, 'run-00001', 0), {
    code: 'failed',
    message: /did not end as the check expects/,
  });
  assert.equal(readFileSync(file, 'utf8'), GUIDE.replace('echo three', 'echo three; exit 2'));
});

test('a check on one stream is left to the author', async (t) => {
  const { session } = await ran(t, GUIDE.replace('text check', 'text check stream=stdout'));
  await assert.rejects(acceptOutput(session, 'run-00001', 0), { code: 'failed', message: /one stream/ });
});

test('what is accepted is what the next run is checked by, and no other edit of the folder may run with it', async (t) => {
  const { session, file, context } = await ran(t, GUIDE);
  const [before] = context.guides();
  writeFileSync(file, GUIDE.replace('echo one; echo', 'curl evil; echo').replace('Text behind', '```bash\nrm\n```'));
  await context.accept(session, 'run-00001', 0);
  assert.match(readFileSync(file, 'utf8'), /curl evil[^]*three\n```\n\n```bash\nrm/); // the reader's edits stay in it
  const [now] = context.guides();
  assert.deepEqual([...(now?.hashes ?? [])], [...(before?.hashes ?? [])]);
  assert.deepEqual(now?.runbook.blocks[0]?.script, 'echo one; echo two; echo three\n');
  assert.deepEqual(now?.runbook.blocks[0]?.expectations[0]?.lines, ['one', '[..]', 'three']);
});

async function ran(t: TestContext, text: string) {
  const root = mkdtempSync(join(tmpdir(), 'accept-'));
  const folder = join(root, 'guide');
  mkdirSync(folder);
  const file = join(folder, 'index.md');
  writeFileSync(file, text);
  const engine = createEngine({
    stateDir: join(root, 'state'),
    runtimeDir: join(root, 'run'),
    practiceDir: join(root, 'practice'),
    env: process.env,
    cwd: root,
  });
  const guide = await readGuide(folder);
  const context = acceptingGuides([guide]);
  const session = await engine.open(guide, 'mine');
  t.after(async () => {
    await engine.shutdown();
    rmSync(root, { recursive: true });
  });
  const hash = guide.hashes.get('say') ?? '';
  session.run({ run: 'run-00001', block: 'say', hash, by: { from: 'terminal' }, confirmed: false, anyway: false });
  await session.idle();
  return { session, file, context };
}
