/** Which bash runs the blocks. */
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { NotStarted } from '../../server/engine/process/not-started.ts';
import { findBash } from '../../server/engine/shell/bash.ts';
import { block, engine, folder, guide, request } from './runbook.ts';

/** Folders that each hold a program `bash` which says that it is of this version. */
function bashes(t: TestContext, ...versions: readonly string[]): string[] {
  const root = folder(t);
  return versions.map((version, index) => {
    const path = join(root, String(index));
    mkdirSync(path);
    const says =
      version === 'broken' ? 'exit 126' : `echo '${version}(1)-release'; echo braceexpand; echo 'cmdhist on'`;
    writeFileSync(join(path, 'bash'), `#!/bin/sh\n${says}\n`, { mode: 0o755 });
    return path;
  });
}

test('the newest on the PATH and in the usual places runs the blocks', (t) => {
  const [old = '', newer = '', newest = ''] = bashes(t, '3.2.57', '4.4.23', '5.10.1');
  const chosen = (path: readonly string[], usual: readonly string[]) => findBash({ PATH: path.join(':') }, usual).path;
  assert.equal(chosen([old, newer], []), join(newer, 'bash'));
  assert.equal(chosen([old], [newest, newer]), join(newest, 'bash'));
  assert.equal(chosen([newest, old], [newer]), join(newest, 'bash'));
});

test('of equal ones the first on the PATH does', (t) => {
  const [one = '', same = ''] = bashes(t, '5.2.15', '5.2.15');
  assert.equal(findBash({ PATH: `${one}:${same}` }, []).path, join(one, 'bash'));
  symlinkSync(join(one, 'bash'), join(folder(t), 'bash'));
  assert.equal(findBash({ PATH: `${same}:${one}` }, [one]).version, '5.2.15');
});

test('one that cannot be started is passed over', (t) => {
  const [broken = '', old = ''] = bashes(t, 'broken', '3.2.57');
  assert.equal(findBash({ PATH: `${broken}:${old}` }, []).path, join(old, 'bash'));
  assert.throws(() => findBash({ PATH: broken }, []), NotStarted);
  assert.throws(() => findBash({ PATH: '/none/such:relative' }, []), /There is no bash on the PATH/);
});

test('GUIDEPOST_BASH names another, and a wrong name is reported', (t) => {
  const [old = '', newest = ''] = bashes(t, '3.2.57', '5.2.15');
  assert.equal(findBash({ PATH: newest, GUIDEPOST_BASH: join(old, 'bash') }).version, '3.2.57');
  assert.throws(() => findBash({ PATH: newest, GUIDEPOST_BASH: '/none/such' }), {
    message: 'GUIDEPOST_BASH is /none/such, and there is no such program: name another, or unset it.',
  });
  for (const other of ['/bin/cat', '/bin/echo']) {
    assert.throws(() => findBash({ PATH: newest, GUIDEPOST_BASH: other }), {
      message: `GUIDEPOST_BASH is ${other}, which does not work as bash: name another, or unset it.`,
    });
  }
});

test('the session says which bash it uses, and refuses a block that needs a newer one', async (t) => {
  const [old = ''] = bashes(t, '3.2.57');
  const { engine: made } = engine(t, { env: { ...process.env, GUIDEPOST_BASH: join(old, 'bash') }, os: 'macos' });
  const session = await made.open(guide([block('new', 'true', { bash: '4' }), block('any', 'true')]), 'mine');
  assert.deepEqual(session.view.shell, { path: join(old, 'bash'), version: '3.2.57' });
  assert.throws(() => session.run(request('new')), {
    code: 'old_bash',
    message: `It needs bash 4, and ${join(old, 'bash')} is 3.2.57: install it with \`brew install bash\` and start Guidepost again, or name one in GUIDEPOST_BASH.`,
  });
  session.run(request('any'));
});

test('a block that says which bash it needs runs where there is one', async (t) => {
  const { engine: made } = engine(t, { env: process.env });
  const session = await made.open(guide([block('old', 'true', { bash: '3.2' })]), 'mine');
  session.run(request('old'));
  await session.idle();
});
