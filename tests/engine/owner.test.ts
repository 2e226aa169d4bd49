import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { claim, inherit, ownerOf, release } from '../../server/engine/journal/owner.ts';
import { folder } from './runbook.ts';

test('a session belongs to who claims it first, until it is released', (t) => {
  const session = folder(t);
  assert.equal(ownerOf(session), null);
  assert.equal(claim(session, 'one'), true);
  assert.equal(claim(session, 'two'), false);
  assert.deepEqual([ownerOf(session)?.pid, ownerOf(session)?.folder], [process.pid, 'one']);
  assert.equal(inherit(session), null);
  release(session);
  assert.equal(claim(session, 'two'), true);
});

test('a dead runner’s session goes to one heir, and to the next if that one dies, too', (t) => {
  const session = folder(t);
  inAnother(`claim(${JSON.stringify(session)}, 'left')`);
  inAnother(`inherit(${JSON.stringify(session)})`);
  assert.equal(claim(session, 'too early'), false);
  assert.equal(inherit(session)?.folder, 'left');
  assert.equal(inherit(session), null);
  release(session);
  assert.equal(inherit(session), null);
  assert.equal(claim(session, 'new'), true);
});

test('a claim that Guidepost did not write counts as dead', (t) => {
  for (const write of [writeFileSync, (path: string, text: string) => symlinkSync(text, path)]) {
    const session = folder(t);
    write(join(session, 'owner'), 'no claim');
    assert.equal(claim(session, 'ours'), false);
    assert.equal(inherit(session)?.folder, '');
    release(session);
    assert.equal(claim(session, 'ours'), true);
  }
});

/** Of a runner that is gone by now. */
function inAnother(call: string): void {
  const module = join(import.meta.dirname, '..', '..', 'server', 'engine', 'journal', 'owner.ts');
  const script = `import { claim, inherit } from ${JSON.stringify(module)}; if (!${call}) process.exit(1)`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script]);
}
