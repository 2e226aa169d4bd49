import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { test } from 'node:test';
import { type Pipe, openPipes } from '../../server/engine/process/pipe.ts';
import { openPiped } from '../../server/engine/process/output-channel.ts';
import { folder } from './runbook.ts';

/** What `script` prints into the pipe, until everybody has closed it. */
async function printed(pipe: Pipe, script: string): Promise<string> {
  let text = '';
  pipe.reader.on('data', (bytes: Buffer) => (text += bytes.toString())).resume();
  const writer = openSync(pipe.path, 'w');
  spawn('/bin/sh', ['-c', script], { stdio: ['ignore', writer, writer] });
  closeSync(writer);
  pipe.handOver();
  await once(pipe.reader, 'close');
  return text;
}

test('a pipe without writers is used for another run, and brings nothing of the earlier one', async (t) => {
  const pipes = openPipes(folder(t));
  const paths = new Set<string>();
  for (let run = 0; run < 40; run += 1) {
    const pipe = await pipes.open();
    paths.add(pipe.path);
    assert.equal(await printed(pipe, `echo ${run}`), `${run}\n`);
    assert.equal(pipe.isOpen(), false);
  }
  assert.ok(paths.size <= 16, `${paths.size} pipes for 40 runs`);
  pipes.close();
});

test('a pipe that something may still write to is not used again', async (t) => {
  const pipes = openPipes(folder(t));
  const pipe = await pipes.open();
  const daemon = openSync(pipe.path, 'w');
  pipe.handOver();
  pipe.reader.destroy();
  await once(pipe.reader, 'close');
  assert.equal(pipe.isOpen(), true);
  assert.equal(existsSync(pipe.path), false);
  closeSync(daemon);
});

test('what waits in a pipe reaches the first listener', async (t) => {
  const pipe = await openPipes(folder(t)).open();
  const writer = openSync(pipe.path, 'w');
  spawn('/bin/sh', ['-c', 'echo early'], { stdio: ['ignore', writer, writer] });
  closeSync(writer);
  pipe.handOver();
  await new Promise((turn) => setImmediate(turn));
  let text = '';
  pipe.reader.on('data', (bytes: Buffer) => (text += bytes.toString())).resume();
  await once(pipe.reader, 'close');
  assert.equal(text, 'early\n');
});

test('where there can be no second pipe, the first is closed', async (t) => {
  const pipes = openPipes(folder(t));
  const first = await pipes.open();
  const left = [first];
  const open = async () => left.pop() ?? Promise.reject(new Error('no more'));
  await assert.rejects(openPiped({ ...pipes, open }, true), /no more/);
  await once(first.reader, 'close');
  assert.equal(existsSync(first.path), false);
});

test('where the folder of the pipes is gone, opening one fails and does not wait', async (t) => {
  const path = folder(t);
  const pipes = openPipes(path);
  (await pipes.open()).discard();
  pipes.prepare();
  rmSync(path, { recursive: true });
  await assert.rejects(pipes.open());
});
