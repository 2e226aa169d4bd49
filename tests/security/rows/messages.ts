/** What a page may say: its hello, the schema, the names of things. */
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '../../socket/raw.ts';
import { HELLO } from '../../socket/runner.ts';
import { nextMessage } from '../guest.ts';
import type { Row } from '../row.ts';
import type { Clause } from '../specification.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const WIRE = 'src/protocol/wire.ts';
const TOKEN = 'server/gate/token.ts';
const CONNECTION = 'server/socket/connection.ts';
const SESSIONS = { type: 'sessions', ref: 7, guide: 'canary' };
const proofOf = (secret: string, nonce: string, origin: string, host: string) =>
  createHmac('sha256', secret).update(`${nonce}\n${origin}\n${host}`).digest('base64url');

const otherSessions = edit('server/engine/engine.ts', 'if (runs.has(run)) throw', 'if (false) throw');

export const messages: readonly Row[] = [
  {
    says: 'hello/first',
    tries: 'a server that proves nothing',
    without: edit(CONNECTION, 'proof: prove(secret, nonce, origin, host)', "proof: ''"),
    attack: async (world) => (await proof(world)) === expected(world),
    kept: true,
    broken: false,
  },
  {
    says: 'hello/first',
    tries: 'a server that does not know the secret',
    without: edit(TOKEN, "createHmac('sha256', secret)", "createHmac('sha256', '')"),
    attack: async (world) => (await proof(world)) === expected(world),
    kept: true,
    broken: false,
  },
  {
    says: 'hello/first',
    tries: 'asking before hello',
    without: edit(CONNECTION, "if (!greeted) return malformed('Hello comes first.');", ''),
    attack: async (world) => {
      const socket = world.connect();
      socket.send(SESSIONS);
      return (await nextMessage(socket))?.type;
    },
    kept: 'refused',
    broken: 'sessions',
  },
  {
    says: 'hello/over',
    tries: 'the proof of another nonce',
    without: edit(TOKEN, '${nonce}\\n', ''),
    attack: async (world) => (await proof(world, 'a'.repeat(22))) === (await proof(world, 'b'.repeat(22))),
    kept: false,
    broken: true,
  },
  {
    says: 'hello/over',
    tries: 'the proof for another host',
    without: edit(TOKEN, '\\n${host}', ''),
    attack: async (world) =>
      (await proof(world)) === (await proof(world, HELLO.nonce, { hosts: [`localhost:${world.port}`] })),
    kept: false,
    broken: true,
  },
  {
    says: 'hello/over',
    tries: 'the proof for another origin',
    without: edit(TOKEN, '${origin}\\n', ''),
    attack: async ({ load }) => {
      const { prove } = await load(TOKEN);
      return prove('secret', 'nonce', 'http://a', 'host') === prove('secret', 'nonce', 'http://b', 'host');
    },
    kept: false,
    broken: true,
  },
  ...Object.entries({
    'a field for code': { ...SESSIONS, code: 'echo sung >> "$CANARY"' },
    'a field __proto__': JSON.parse('{"type":"sessions","ref":7,"guide":"canary","__proto__":{}}') as object,
  }).map(([tries, message]): Row => ({
    says: 'messages/strict',
    tries,
    without: edit(WIRE, 'z.strictObject(', 'z.object('),
    attack: (world) => taken(world, JSON.stringify(message)),
    kept: 'closed',
    broken: 'sessions',
  })),
  {
    says: 'messages/strict',
    tries: 'a second hello',
    without: edit(CONNECTION, "if (greeted) return malformed('The page has already said hello.');", ''),
    attack: (world) => taken(world, JSON.stringify(HELLO), JSON.stringify(SESSIONS)),
    kept: 'closed',
    broken: 'sessions',
  },
  pattern(
    'id',
    'const id = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,127}$/);',
    { type: 'sessions', guide: '../../etc' },
    'sessions',
  ),
  pattern(
    'run',
    'const run = z.string().regex(/^[a-z0-9-]{8,64}$/);',
    { type: 'cancel', run: '../../../etc' },
    'unknown_run',
  ),
  pattern(
    'session',
    'const session = z.string().regex(/^[a-z0-9-]{8,64}$/);',
    { type: 'close', session: '../../etc' },
    'unknown_session',
  ),
  pattern(
    'hash',
    'const hash = z.string().regex(/^[0-9a-f]{64}$/);',
    { type: 'run', run: 'run-00000001', block: 'canary', hash: 'A'.repeat(64), answer: null, anyway: false },
    'stale_block',
  ),
  {
    ...pattern(
      'name',
      'const name = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/);',
      { type: 'input', name: 'path', value: 'x' },
      'bad_value',
    ),
    says: 'inputs/names',
  },
  {
    ...pattern(
      'value',
      'const value = z.string().max(8192);',
      { type: 'input', name: 'TEXT', value: 'x'.repeat(8193) },
      'bad_value',
    ),
    says: 'inputs/values',
  },
  {
    settings: {},
    says: 'messages/patterns',
    tries: 'a run whose name leads to a file elsewhere',
    without: edit(WIRE, 'const run = z.string().regex(/^[a-z0-9-]{8,64}$/);', 'const run = z.string();'),
    attack: async (world) => {
      const page = await world.enter();
      const answer = await page.outcome({ ...asked(page.session, world), run: '../../../escaped' });
      await (await world.engine.find(page.session))?.idle();
      return [answer, existsSync(join(world.folder, 'escaped.out'))];
    },
    kept: ['closed', false],
    broken: ['done', true],
  },
  {
    says: 'messages/maps',
    tries: 'a session called constructor',
    without: edit(
      'server/socket/handle.ts',
      'const sessions = new Map<string, Promise<Session | undefined>>();',
      'const plain: any = {};\n  const sessions = { get: (id: string) => plain[id], set: (id: string, found: any) => void (plain[id] = found), delete: (id: string) => delete plain[id] };',
    ),
    attack: async (world) => (await world.enter()).outcome({ type: 'follow', session: 'constructor', after: 0 }),
    kept: 'unknown_session',
    broken: 'failed',
  },
  {
    settings: {},
    says: 'messages/declared',
    tries: 'an input that the guide does not declare',
    without: edit(
      'server/engine/session/session.ts',
      "if (!input) throw new Refused('bad_value', `This guide has no input ${name}.`);",
      "if (!input) return void journal.append({ type: 'input', name, value });",
    ),
    attack: async (world) => {
      const page = await world.enter();
      return [await page.input('OTHER', 'smuggled'), (await page.run('names')).output];
    },
    kept: ['bad_value', 'none none\n'],
    broken: ['done', 'smuggled none\n'],
  },
  {
    says: 'messages/run id',
    tries: 'the same run twice',
    settings: {},
    without: [
      ...edit('src/runbook/session/admission.ts', 'ask.run !== undefined && view.runs.has(ask.run)', 'false'),
      ...otherSessions,
    ],
    attack: async (world) => {
      const page = await world.enter();
      const answers = [await page.outcome(asked(page.session, world)), await page.outcome(asked(page.session, world))];
      await (await world.engine.find(page.session))?.idle();
      return answers;
    },
    kept: ['done', 'duplicate_run'],
    broken: ['done', 'done'],
    sings: 1,
  },
  {
    says: 'messages/run id',
    tries: 'a run that another session knows',
    settings: {},
    without: otherSessions,
    attack: async (world) => {
      const page = await world.enter();
      const first = await page.outcome(asked(page.session, world));
      const other = await page.ask({ type: 'open', guide: world.guide().runbook.id, workspace: 'mine' });
      const again = await page.outcome(asked(other?.type === 'opened' ? other.session : '', world));
      for (const { session } of await world.engine.list()) await (await world.engine.find(session))?.idle();
      return [first, again];
    },
    kept: ['done', 'duplicate_run'],
    broken: ['done', 'done'],
    sings: 1,
  },
  {
    says: 'messages/throw',
    tries: 'watching what has ended and printed nothing',
    settings: {},
    without: edit('server/socket/watch.ts', 'queueMicrotask(wake);', 'wake();'),
    attack: (world) => mistakes(world, 1),
    kept: 0,
    broken: 1,
  },
  {
    says: 'log/mistakes',
    tries: 'watching it fifty times',
    settings: {},
    also: edit('server/socket/watch.ts', 'queueMicrotask(wake);', 'wake();'),
    without: edit('server/socket/handle.ts', 'rateLimited(context.log, MISTAKES)', 'context.log'),
    attack: (world) => mistakes(world, 50),
    kept: 10,
    broken: 50,
  },
  ...[
    'not JSON',
    '"text"',
    'null',
    '[]',
    '{"type":"exec","ref":1}',
    '{"type":"sessions","ref":-1,"guide":"canary"}',
  ].map((text): Row => ({
    says: 'messages/malformed',
    tries: text,
    without: edit(CONNECTION, "close(1008, 'malformed');", ''),
    attack: (world) => taken(world, text, JSON.stringify(SESSIONS)),
    kept: 'closed',
    broken: 'sessions',
  })),
  {
    says: 'messages/malformed',
    tries: "a neighbour's socket",
    without: edit(
      'server/socket/upgrades.ts',
      "ws.on('close', () => connections.delete(connection));",
      "ws.on('close', () => connections.forEach((one) => one.close(1008, '')));",
    ),
    settings: {},
    attack: async (world) => {
      const neighbour = await world.enter();
      const breaker = await world.enter();
      breaker.socket.write(encode('{'));
      await breaker.socket.closeCode();
      breaker.socket.write(encode('', { opcode: 8 }));
      await breaker.socket.closeCode();
      const answers = [await neighbour.outcome(SESSIONS), await neighbour.outcome(SESSIONS)];
      return [...answers, await neighbour.outcome(SESSIONS)].at(-1);
    },
    kept: 'sessions',
    broken: 'closed',
  },
];

/** An id or a hash that does not look like one: with the pattern the socket is closed, without it somebody answers. */
function pattern(name: string, text: string, message: object, broken: string): Row {
  return {
    says: 'messages/patterns' satisfies Clause,
    tries: `${name}: ${JSON.stringify(message).slice(0, 60)}`,
    without: edit(WIRE, text, `const ${name} = z.string();`),
    attack: async (world) => {
      const page = await world.enter();
      return page.outcome({ ...(broken === 'sessions' ? {} : { session: page.session }), ...message });
    },
    kept: 'closed',
    broken,
  };
}

/** What comes of texts that are sent by a page that is in: the type of the last answer to ref 7, or `closed`. */
async function taken(world: World, ...texts: readonly string[]): Promise<string> {
  const { socket } = await world.enter();
  for (const text of texts) socket.write(encode(text));
  for (let answer = await nextMessage(socket); answer; answer = await nextMessage(socket))
    if ('ref' in answer && answer.ref === SESSIONS.ref) return answer.type;
  return 'closed';
}

async function proof(world: World, nonce = HELLO.nonce, parts = {}): Promise<string | null> {
  const socket = world.connect(world.upgrade(parts));
  socket.send({ ...HELLO, nonce });
  const hello = await nextMessage(socket);
  socket.end();
  return hello?.type === 'hello' ? hello.proof : null;
}

function expected({ served, port }: World): string {
  const secret = served.keys.of(served.url)?.secret ?? '';
  return proofOf(secret, HELLO.nonce, `http://127.0.0.1:${port}`, `127.0.0.1:${port}`);
}

function asked(session: string, world: World) {
  const hash = world.guide().hashes.get('canary');
  return { type: 'run', session, run: 'run-of-a-row', block: 'canary', hash, answer: null, anyway: false };
}

/** How many mistakes of ours the terminal hears of, where a page watches the output of nothing so often. */
async function mistakes(world: World, times: number): Promise<number> {
  const page = await world.enter();
  const { run } = await page.start('silent', {});
  await page.ended(run);
  const before = world.log.length;
  for (let time = 0; time < times; time += 1)
    await page.outcome({ type: 'watch', session: page.session, run, from: 0, to: null });
  await page.outcome({ type: 'sessions', guide: world.guide().runbook.id });
  return world.log.slice(before).filter((line) => line.startsWith('error: ')).length;
}
