import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { askTrust } from '../../server/consent/trust.ts';
import { explain } from '../../server/commands/explain.ts';
import { findRunners, publish, resumeFile } from '../../server/http/runtime.ts';
import { readPrivate } from '../../server/system/private-folder.ts';
import { fakeGuide } from '../socket/fake-engine.ts';

const ODD: Readonly<Record<string, (file: string) => void>> = {
  'is a link': (file) => {
    writeFileSync(`${file}.real`, '{}');
    symlinkSync(`${file}.real`, file);
  },
  'is not a file': (file) => execFileSync('bash', ['-c', 'mkfifo "$1"', 'bash', file]),
  'is not a file (a folder)': (file) => mkdirSync(file),
  'is too large to be a file of Guidepost': (file) => {
    writeFileSync(file, '');
    truncateSync(file, 100 << 20);
  },
};

function place(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'private-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function trust(state: string, asked: string[]) {
  const ask = async (question: string) => {
    asked.push(question);
    return 'y';
  };
  return askTrust({ state, source: '/guides', guides: [fakeGuide('one')], yes: false, ask, out() {} });
}

for (const [why, lay] of Object.entries(ODD)) {
  test(`a trust.json that ${why} is reported in one line, and nothing runs`, async (t) => {
    const state = place(t);
    lay(join(state, 'trust.json'));
    const error: unknown = await trust(state, []).catch((thrown: unknown) => thrown);
    const { words, code } = explain(error, 'start');
    assert.match(words, new RegExp(`^guidepost start: .*trust\\.json ${why.replace(/ \(.*/, '')}; move it away`));
    assert.equal(code, 1);
  });
}

for (const text of ['', 'not JSON', '[]', '"x"', '{"/guides":[1]}', '{"/guides":{"guide/one":{"hash":1}}}']) {
  test(`a trust.json with ${JSON.stringify(text)} approves nothing: the question is asked again`, async (t) => {
    const [state, asked] = [place(t), [] as string[]];
    writeFileSync(join(state, 'trust.json'), text);
    assert.equal(await trust(state, asked), 'trusted');
    assert.equal(asked.length, 1);
    assert.equal(await trust(state, asked), 'trusted');
    assert.equal(asked.length, 1);
  });
}

test('a file that is not there is nothing', (t) => {
  assert.equal(readPrivate(join(place(t), 'none')), null);
});

for (const name of ['runner', 'resume', 'rotate'])
  test(`a folder instead of the file ${name} of a port is reported in one line, or replaced`, async (t) => {
    const runtime = place(t);
    const port = 1; // its server is not started
    mkdirSync(join(runtime, name === 'rotate' ? `rotate-${port}` : `${name}-${port}.json`));
    const open = () => {
      resumeFile(runtime, port).write('{}');
      publish(runtime, { pid: process.pid, port, links: {} }, () => undefined).remove();
    };
    if (name === 'rotate') return open();
    assert.throws(open, { name: 'NotPlain', message: /is not a file; move it away and try again$/ });
    assert.deepEqual(
      readdirSync(runtime).filter((each) => each.endsWith('.new')),
      [],
    );
  });

for (const text of ['null', '[]', '{"pid":1}', '{"pid":1,"port":1}', '"x"', '1'])
  test(`a file of a runner that says ${text} names no runner`, (t) => {
    const runtime = place(t);
    writeFileSync(join(runtime, 'runner-1.json'), text);
    assert.deepEqual(findRunners(runtime), []);
  });
