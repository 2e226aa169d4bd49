/** The limits that the HTTP server of Node is given. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { rawSocket } from '../socket/raw.ts';
import { startRunner } from '../socket/runner.ts';

test('an upgrade that is sent drop by drop is ended, and nobody else notices', { timeout: 30_000 }, async (t) => {
  const runner = await startRunner(t);
  const slow = rawSocket(runner.port, runner.upgrade().slice(0, 60));
  const drip = setInterval(() => slow.socket.writable && slow.write('X'), 500);
  t.after(() => clearInterval(drip));
  assert.equal((await slow.answer).status, 408);
  const visitor = await runner.enter();
  visitor.send({ type: 'sessions', ref: 1, guide: 'guide' });
  assert.equal((await visitor.message())?.type, 'sessions');
});

test('the sixty-fifth connection is refused, and another is accepted once one has closed', async (t) => {
  const runner = await startRunner(t);
  const many = Array.from({ length: 64 }, () => connect(runner.port, '127.0.0.1'));
  t.after(() => many.forEach((socket) => socket.destroy()));
  await Promise.all(many.map((socket) => once(socket, 'connect')));
  assert.equal((await rawSocket(runner.port, runner.upgrade()).answer).status, 0);
  many[0]?.destroy();
  for (let status = 0; status === 0;) {
    const visitor = runner.connect();
    ({ status } = await visitor.answer);
    if (status === 0) visitor.end();
    else assert.equal(status, 101);
  }
});
