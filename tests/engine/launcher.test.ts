/** The small process that starts programs for a runner which starts many. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync, spawn } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { NotStarted } from '../../server/engine/process/index.ts';
import { startOf } from '../../server/engine/process/processes.ts';
import { launchesInto } from './launches.ts';
import { folder } from './runbook.ts';

test('a launcher comes up after some programs, and starts them as the runner does', async (t) => {
  const file = join(folder(t), 'printed');
  const { run, parent, up } = launchesInto(file);
  assert.equal(await parent(), process.pid);
  await up();
  const { exited } = await run('echo "$WORD $PWD"; exit 3', { WORD: 'said' });
  assert.deepEqual(await exited, { code: 3, signal: null });
  assert.equal(readFileSync(file, 'utf8'), 'said /\n');
  const killed = await run('kill -TERM $$');
  assert.deepEqual(await killed.exited, { code: null, signal: 'SIGTERM' });
});

test('an error of the system is reported with its code, by runner and launcher alike', async (t) => {
  const { launcher, up } = launchesInto(join(folder(t), 'printed'));
  const missing = () => launcher.launch({ path: '/no/such/program', args: [], cwd: '/', env: {}, stdio: ['ignore'] });
  await assert.rejects(missing(), { code: 'ENOENT' });
  await up();
  await assert.rejects(missing(), { code: 'ENOENT', syscall: 'spawn /no/such/program' });
});

test('a launcher that is killed takes what it has started along, and the next program starts', async (t) => {
  const { run, parent, up } = launchesInto(join(folder(t), 'printed'));
  const launcher = await up();
  const { pid, exited } = await run('exec sleep 1000');
  process.kill(launcher, 'SIGKILL');
  assert.deepEqual(await exited, { code: null, signal: 'SIGKILL' });
  while (startOf(pid) !== null) await delay(10);
  assert.notEqual(await parent(), launcher);
});

test('an order that the launcher never answered counts as not started: nobody runs it twice', async (t) => {
  const { run, up } = launchesInto(join(folder(t), 'printed'));
  const launcher = await up();
  process.kill(launcher, 'SIGSTOP');
  const order = run('true');
  process.kill(launcher, 'SIGKILL');
  await assert.rejects(order, NotStarted);
});

test('a pipe without a reader, because its runner has died, does not delay the launcher', async (t) => {
  const pipe = join(folder(t), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const { launcher, up } = launchesInto(join(folder(t), 'printed'));
  await up();
  const { exited } = await launcher.launch({
    path: '/bin/sh',
    args: ['-c', 'echo unheard'],
    cwd: '/',
    env: {},
    stdio: ['ignore', { path: pipe, access: 'write' }],
  });
  assert.notDeepEqual(await exited, { code: 0, signal: null });
});

test('a launcher ends with its runner, also where that is killed', async (t) => {
  const program = join(import.meta.dirname, 'launching-runner.ts');
  const runner = spawn(process.execPath, [program, join(folder(t), 'printed')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => runner.kill('SIGKILL'));
  const pid = Number(await once(runner.stdout, 'data'));
  assert.notEqual(startOf(pid), null);
  runner.kill('SIGKILL');
  while (startOf(pid) !== null) await delay(10);
});
