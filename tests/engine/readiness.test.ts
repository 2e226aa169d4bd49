import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { byProc } from '../../server/engine/process/by-proc.ts';
import { byPs } from '../../server/engine/process/by-ps.ts';
import { hasProc } from '../../server/engine/process/choose-table.ts';
import { isStranger } from '../../server/engine/run/readiness.ts';
import { freePort } from '../free-port.ts';
import { block, engine, entryOf, guide, outputOf, request } from './runbook.ts';

const LISTEN = (port: number, host: string) =>
  `${JSON.stringify(process.execPath)} -e 'require("net").createServer().listen(${port}, "${host}")'`;

for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) {
  test(`a service that listens on ${host} only is ready by its port`, async (t) => {
    const { engine: made } = engine(t);
    const port = await freePort();
    const service = block('serve', LISTEN(port, host), { kind: 'service', ready: { by: 'port', target: `${port}` } });
    const session = await made.open(guide([service]), 'mine');
    const asked = request('serve');
    session.run(asked);
    await entryOf(session, (event) => event.type === 'ready' || event.type === 'ended');
    assert.equal(session.view.runs.get(asked.run)?.phase, 'ready');
  });
}

/** Something that was there before, in this very process. */
async function held<S extends Server>(t: TestContext, server: S): Promise<number> {
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  t.after(() => server.close());
  return port;
}

for (const by of ['port', 'http'] as const) {
  test(`a program that held the port before is not taken for a service that is ready by ${by}, and is reported`, async (t) => {
    const { engine: made } = engine(t);
    const port = await held(
      t,
      by === 'port' ? createServer() : createHttpServer((_, response) => response.end('hello')),
    );
    const target = by === 'port' ? String(port) : `http://localhost:${port}/`;
    const service = block('serve', 'sleep 600', { kind: 'service', ready: { by, target }, timeout: 3000 });
    const session = await made.open(guide([service]), 'mine');
    const asked = request('serve');
    session.run(asked);
    const words = new RegExp(`port ${port} is held by .*\\(process ${process.pid}\\), which had it before the service`);
    await entryOf(session, (event) => event.type === 'ended');
    assert.match(await outputOf(session, asked.run), words);
    const end = session.view.runs.get(asked.run)?.end;
    assert.match(end?.how === 'timed-out' ? (end.waiting ?? '') : '', words);
  });
}

test('a service that takes the port over is ready once it listens itself', async (t) => {
  const { engine: made, root } = engine(t);
  const server = createServer((socket) => socket.destroy());
  const port = await held(t, server);
  const script = `until [ -e ${root}/free ]; do sleep 0.05; done\n${LISTEN(port, '127.0.0.1')}`;
  const free = block('free', `touch ${root}/free`);
  const service = block('serve', script, { kind: 'service', ready: { by: 'port', target: `${port}` } });
  const session = await made.open(guide([service, free]), 'mine');
  session.run(request('serve'));
  await entryOf(session, (event) => event.type === 'started');
  await new Promise((resolve) => server.close(resolve));
  session.run(request('free'));
  await entryOf(session, (event) => event.type === 'ready');
});

test('which program listens is read from /proc, or else from lsof', async (t) => {
  const port = await held(t, createServer());
  for (const table of hasProc() ? [byProc, byPs] : [byPs]) {
    const found = await table.listenersOn(port);
    assert.equal(found.length, 1);
    assert.match(found[0]?.who() ?? '', new RegExp(`\\(process ${process.pid}\\)$`));
    assert.deepEqual(await table.listenersOn(await freePort()), []);
  }
});

test('only programs that were there before are strangers, not those that cannot be seen', () => {
  assert.equal(isStranger(['1'], [{ id: '1' }]), true);
  assert.equal(isStranger(['1'], [{ id: '1' }, { id: '2' }]), false);
  assert.equal(isStranger(['1'], []), false);
  assert.equal(isStranger([], [{ id: '2' }]), false);
});
