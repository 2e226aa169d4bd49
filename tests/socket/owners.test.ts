import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ClientMessage } from '../../src/protocol/wire.ts';
import { everyMessage } from './every-message.ts';
import { fakeGuide, hashOf } from './fake-engine.ts';
import type { RawSocket } from './raw.ts';
import { HELLO, OPEN, runMessage, startRunner } from './runner.ts';

const SITE = 'https://docs.example.com';
const OTHER = 'https://other.example.com';
const RUN = 'run-00001';

type Settings = Parameters<typeof startRunner>[1];

/** A local page and two hosted ones, each with a session in which a run is under way. */
async function pages(t: TestContext, settings: Settings = {}) {
  const runner = await startRunner(t, { hold: true, sites: [SITE, OTHER], ...settings });
  const enter = (origin: string) =>
    runner.enter({ origins: [origin], token: runner.served.keys.of(origin)?.token ?? '' });
  const open = async (origin: string, block = 'canary', run = RUN) => {
    const visitor = await enter(origin);
    visitor.send(OPEN);
    const opened = await visitor.message();
    assert.equal(opened?.type, 'opened');
    const { session } = opened;
    assert.equal(await outcome(visitor, runMessage(session, run, block)), 'done');
    return { visitor, session };
  };
  return { ...runner, open };
}

async function outcome(visitor: RawSocket, message: object): Promise<string | undefined> {
  visitor.send(message);
  const answer = await visitor.message();
  return answer?.type === 'refused' ? answer.code : answer?.type;
}

async function listed(visitor: RawSocket): Promise<readonly string[]> {
  visitor.send({ type: 'sessions', ref: 5, guide: 'guide' });
  const answer = await visitor.message();
  assert.equal(answer?.type, 'sessions');
  return answer.sessions.map(({ session }) => session);
}

const PLACE = { guide: 'guide', run: RUN, block: 'danger', hash: hashOf('danger') };
/** Each type is one or the other: those that name a session, and those that answer about the asker's own alone. */
const NAMES_SESSION = new Set<string>(
  ClientMessage.options
    .flatMap(({ shape }) => ('session' in shape ? [shape.type.value] : []))
    .filter((type) => type !== 'ack'),
);
/** An acknowledgement has no answer; it is looked up among the watches of its own socket. */
const OWN_ONLY: readonly string[] = ['hello', 'sessions', 'times', 'history', 'past', 'look', 'open', 'ack'];

test('no origin lists, reads or touches a session that another one has opened', async (t) => {
  const { open, served, engine } = await pages(t);
  const all = [await open(served.url), await open(SITE), await open(OTHER)];
  for (const { visitor, session } of all) {
    assert.deepEqual(await listed(visitor), [session]);
    for (const other of all.filter((each) => each.session !== session))
      for (const [type, touch] of everyMessage({ ...PLACE, session: other.session }))
        if (NAMES_SESSION.has(type))
          assert.equal(await outcome(visitor, touch), 'unknown_session', `${type} ${other.session}`);
        else assert.ok(OWN_ONLY.includes(type), `is ${type} about the sessions of others?`);
  }
  for (const session of engine.sessions.values())
    assert.deepEqual(
      session.journal.entries(0).map(({ event }) => event.type),
      ['opened', 'queued', 'started'],
    );
});

test('every message of the protocol is among those that are tried', () => {
  const tried = everyMessage({ ...PLACE, session: 'session-1' }).map(([type]) => type);
  assert.deepEqual(tried.toSorted(), ClientMessage.options.map(({ shape }) => shape.type.value).toSorted());
});

test('no answer that names no session tells of the session of another origin', async (t) => {
  const { open, served } = await pages(t);
  const all = [
    await open(served.url),
    await open(SITE, 'canary', 'run-of-site'),
    await open(OTHER, 'tty', 'run-of-other'),
  ];
  const runs = [RUN, 'run-of-site', 'run-of-other'];
  for (const [at, { visitor, session }] of all.entries()) {
    const others = [...all.map((each) => each.session), ...runs].filter(
      (name) => name !== session && name !== runs[at],
    );
    for (const [type, message] of everyMessage({ ...PLACE, block: 'canary', session })) {
      if (!OWN_ONLY.includes(type) || ['hello', 'ack', 'open'].includes(type)) continue;
      visitor.send(message);
      const answer = JSON.stringify(await visitor.message());
      for (const name of others) assert.ok(!answer.includes(name), `${type} tells of ${name}: ${answer}`);
    }
  }
});

test('no origin compares a run of its own with one of another origin', async (t) => {
  const { open, served } = await pages(t);
  const [own, other] = [await open(SITE), await open(served.url)];
  const compare = { type: 'compare', ref: 6, session: own.session, run: RUN, block: 'canary' };
  assert.equal(await outcome(own.visitor, { ...compare, after: [own.session, RUN] }), 'compared');
  assert.equal(await outcome(own.visitor, { ...compare, after: [other.session, RUN] }), 'unknown_session');
});

test('a hosted page is not told the names of the machine and its user', async (t) => {
  const runner = await pages(t);
  const { served } = runner;
  const machineOf = async (origin: string) => {
    const visitor = runner.connect({ origins: [origin], token: served.keys.of(origin)?.token ?? '' });
    visitor.send(HELLO);
    const hello = await visitor.message();
    return hello?.type === 'hello' ? hello.machine : undefined;
  };
  const { user, host, system, tool } = (await machineOf(served.url)) ?? {};
  assert.deepEqual({ user, host }, { user: userInfo().username, host: hostname() });
  assert.match(`${system}, ${tool}`, /^(Linux|Darwin) \S+ \S+, Guidepost/);
  assert.equal(await machineOf(SITE), null);
});

test('two pages of this machine are one owner', async (t) => {
  const { open, served } = await pages(t);
  const first = await open(served.url);
  const second = await open(served.url, 'canary', 'run-00009');
  assert.deepEqual(await listed(second.visitor), [first.session, second.session]);
});

test('a hosted page types only what the terminal allows, and is asked about once a run', async (t) => {
  const asked: string[] = [];
  let consent = true;
  const { open, engine } = await pages(t, {
    confirm: async (wish, origin) => {
      asked.push(`${origin} ${wish.what} ${'block' in wish ? wish.block.id : wish.folder}`);
      return consent;
    },
  });
  const { visitor, session } = await open(SITE, 'tty');
  const type = (run: string) => outcome(visitor, { type: 'type', ref: 6, session, run, text: 'x' });
  assert.equal(await type(RUN), 'done');
  assert.equal(await type(RUN), 'done');
  assert.deepEqual(asked, [`${SITE} type tty`]);
  consent = false;
  await outcome(visitor, runMessage(session, 'run-00002', 'tty'));
  assert.equal(await type('run-00002'), 'not_confirmed');
  consent = true;
  assert.equal(await type('run-00002'), 'not_confirmed');
  assert.equal(asked.length, 2);
  assert.equal((await engine.sessions.get(session)?.journal.read(RUN, 0, 9))?.toString(), 'xx');
});

test('a hosted page types nothing if there is no terminal to ask in', async (t) => {
  const { open } = await pages(t);
  const { visitor, session } = await open(SITE, 'tty');
  assert.equal(await outcome(visitor, { type: 'type', ref: 6, session, run: RUN, text: 'x' }), 'not_confirmed');
});

test('a local page types unasked', async (t) => {
  const { open, served } = await pages(t, { confirm: () => assert.fail('asked') });
  const { visitor, session } = await open(served.url, 'tty');
  assert.equal(await outcome(visitor, { type: 'type', ref: 6, session, run: RUN, text: 'x' }), 'done');
});

const OWN_FOLDER = { input: 'FOLDER', holds: [] };
const look = (folder: string) => ({ type: 'look', ref: 6, guide: 'guide', folder });
const openIn = (folder: string) => ({ type: 'open', ref: 7, guide: 'guide', workspace: 'mine', folder });

/** A guide that works in a folder of the reader, and the pages that may run it. */
async function folderPages(t: TestContext, settings: Settings = {}) {
  const guide = fakeGuide('canary');
  const guides = [{ ...guide, runbook: { ...guide.runbook, folder: OWN_FOLDER } }];
  const runner = await startRunner(t, { sites: [SITE], guides: () => guides, ...settings });
  const place = mkdtempSync(join(tmpdir(), 'own-'));
  t.after(() => rmSync(place, { recursive: true }));
  const link = join(place, 'link');
  symlinkSync(place, link);
  const visitor = await runner.enter({ origins: [SITE], token: runner.served.keys.of(SITE)?.token ?? '' });
  return { runner, visitor, place: realpathSync(place), link };
}

test('a hosted page learns of no folder of this machine, and works in none, that the terminal does not allow', async (t) => {
  const { visitor, place, link } = await folderPages(t);
  for (const folder of ['/', '/proc/self/cwd', '/no/such/folder', 'here', '', place, link])
    for (const message of [look(folder), openIn(folder)]) {
      visitor.send(message);
      const answer = await visitor.message();
      assert.equal(answer?.type === 'refused' && answer.code, 'not_confirmed', folder);
      assert.ok(!JSON.stringify(answer).includes(place));
    }
});

test('the terminal is asked once about a folder, by the path that the hosted page has named', async (t) => {
  const asked: string[] = [];
  const { visitor, place, link } = await folderPages(t, {
    confirm: async (wish, origin) => {
      asked.push(`${origin} ${wish.what === 'look' ? wish.folder : wish.block.id}`);
      return asked.length === 1;
    },
  });
  visitor.send(look(link));
  const answer = await visitor.message();
  assert.equal(answer?.type === 'looked' && answer.path, place);
  assert.equal(await outcome(visitor, look(link)), 'looked');
  assert.equal(await outcome(visitor, openIn(place)), 'opened');
  assert.deepEqual(asked, [`${SITE} ${link}`]);
  assert.equal(await outcome(visitor, openIn('/')), 'not_confirmed');
  assert.equal(await outcome(visitor, look('/')), 'not_confirmed');
  assert.deepEqual(asked, [`${SITE} ${link}`, `${SITE} /`]);
});

test('a local page looks at a folder unasked', async (t) => {
  const { runner, place } = await folderPages(t, { confirm: () => assert.fail('asked') });
  assert.equal(await outcome(await runner.enter(), look(place)), 'looked');
});
