/**
 * A runner as the source stands after some edits: a guide with a canary that a real bash sings, the engine behind a
 * real socket, a small site; and a visitor that sends exactly the bytes it is told to.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, Guide } from '../../server/engine/session/types.ts';
import type { ServeSettings, Served } from '../../server/http/serve.ts';
import { type Handshake, type RawSocket, encode, handshake, rawSocket } from '../socket/raw.ts';
import { HELLO } from '../socket/runner.ts';
import { inlineScript } from '../../src/site/inline-script.ts';
import { GUIDE } from './guide.ts';
import { type Guest, guest, nextMessage } from './guest.ts';
import { type Load, edited, readEdited, type Edit } from './source.ts';

export interface Settings extends Pick<ServeSettings, 'limits' | 'sites' | 'confirm'> {
  readonly env?: Readonly<Record<string, string>>;
}

export interface World {
  readonly load: Load;
  /** What it was made with, and how modules of it are loaded once more with others. */
  readonly edits: readonly Edit[];
  readonly reload: typeof edited;
  /** The text of a file as it stands in this world. */
  readonly read: (file: string) => string;
  /** Its own folder, removed in the end. */
  readonly folder: string;
  readonly state: string;
  readonly runtime: string;
  /** The guide's file, and the canary's voice. */
  readonly file: string;
  readonly canary: string;
  readonly log: readonly string[];
  readonly served: Served;
  readonly engine: Engine;
  readonly port: number;
  readonly token: string;
  /** The guide as the runner has read it last. */
  readonly guide: () => Guide;
  /** Replaces the guide's text, and the runner reads it. */
  readonly edit: (text: string) => Promise<void>;
  /** How often the canary has sung. */
  readonly songs: () => number;
  /** A correct upgrade, unless parts are replaced. */
  readonly upgrade: (parts?: Partial<Handshake>) => string;
  readonly get: (target: string, ...headers: readonly string[]) => string;
  readonly fetch: (target: string, ...headers: readonly string[]) => Promise<Answer>;
  readonly connect: (bytes?: string | Uint8Array) => RawSocket;
  /** Comes in, says hello, and is in the session. */
  readonly enter: (parts?: Partial<Handshake>) => Promise<Guest>;
  /** Sends these bytes and right behind them, hello and the canary's run. */
  readonly attack: (bytes: string) => Promise<{ status: number; sang: boolean }>;
  /** Every visitor goes. */
  readonly hangUp: () => void;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

export async function openWorld(edits: readonly Edit[], settings: Settings = {}): Promise<World> {
  process.umask(0o022); // so that a file that says nothing may be read by everybody
  const load = edited(edits);
  const folder = mkdtempSync(join(tmpdir(), 'guidepost-security-'));
  const place = (name: string) => join(folder, name);
  const [file, canary, state, runtime] = [place('canary.md'), place('sung'), place('state'), place('runtime')];
  writeFileSync(file, GUIDE);
  buildSite(folder);
  const { readGuide } = await load('server/guides/read-guides.ts');
  const { createEngine } = await load('server/engine/engine.ts');
  const { serve } = await load('server/http/serve.ts');
  const { env = {}, ...asked } = settings;
  let guide = await readGuide(file);
  const log: string[] = [];
  const engine = createEngine({
    stateDir: state,
    runtimeDir: place('temporary'),
    practiceDir: place('practice'),
    env: { ...process.env, HOME: folder, CANARY: canary, ...env },
    cwd: folder,
    guide: () => guide,
  });
  const served = await serve({
    ...asked,
    engine,
    guides: () => [guide],
    log: (line) => log.push(line),
    dist: place('dist'),
    content: folder,
    runtime,
    port: 0,
  });
  const { port } = served;
  const token = served.keys.of(served.url)?.token ?? '';
  const visitors = new Set<RawSocket>();

  const songs = () => (existsSync(canary) ? readFileSync(canary, 'utf8').split('\n').length - 1 : 0);
  const upgrade = (parts: Partial<Handshake> = {}) => handshake({ port, token, ...parts });
  const get = (target: string, ...headers: readonly string[]) =>
    [`GET ${target} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers, '', ''].join('\r\n');
  const connect = (bytes: string | Uint8Array = upgrade()) => {
    const visitor = rawSocket(port, bytes);
    visitors.add(visitor);
    return visitor;
  };
  const hangUp = () => {
    for (const visitor of visitors) visitor.end();
    visitors.clear();
  };
  const sessions = new Map<string | null, Promise<string>>();
  /** Of the origin that such a handshake names; what comes from this machine shares one. */
  function sessionFor(bytes: string): Promise<string> {
    const origin = /^Origin: (.*?)\r?$/im.exec(bytes)?.[1] ?? '';
    const owner = origin === served.url ? null : origin;
    const known = sessions.get(owner) ?? engine.open(guide, 'mine', { owner }).then(({ id }) => id);
    sessions.set(owner, known);
    return known;
  }
  const hashOf = (block: string) => guide.hashes.get(block) ?? '';

  async function enter(parts?: Partial<Handshake>): Promise<Guest> {
    const bytes = upgrade({ token: served.keys.of(served.url)?.token ?? '', ...parts });
    const session = await sessionFor(bytes);
    const socket = connect(bytes);
    socket.send(HELLO);
    await nextMessage(socket);
    const page = guest(socket, session, hashOf);
    await page.ask({ type: 'follow', session, after: 0 });
    return page;
  }

  return {
    load,
    edits,
    reload: edited,
    read: (name) => readEdited(name, edits),
    folder,
    state,
    runtime,
    file,
    canary,
    log,
    served,
    engine,
    port,
    token,
    guide: () => guide,
    async edit(text) {
      writeFileSync(file, text);
      guide = await readGuide(file);
    },
    songs,
    upgrade,
    get,
    connect,
    enter,
    async fetch(target, ...headers) {
      const client = connect(get(target, 'Connection: close', ...headers));
      const { status, head } = await client.answer;
      const chunks: Buffer[] = [];
      for await (const chunk of client.rest()) chunks.push(chunk);
      return { status, head, body: Buffer.concat(chunks).toString() };
    },
    async attack(bytes) {
      const before = songs();
      const session = await sessionFor(bytes);
      const run = `run-of-an-attack-${before}`;
      const asked = { type: 'run', ref: 9, session, run, block: 'canary', hash: hashOf('canary') };
      const frames = [HELLO, { ...asked, answer: null, anyway: false }].map((one) => encode(JSON.stringify(one)));
      const visitor = connect(Buffer.concat([Buffer.from(bytes, 'latin1'), ...frames]));
      const { status } = await visitor.answer;
      if (status === 101)
        for (let answer = await visitor.message(); answer; answer = await visitor.message())
          if ('ref' in answer && answer.ref === 9) break;
      visitor.end();
      await (await engine.find(session))?.idle();
      return { status, sang: songs() > before };
    },
    hangUp,
    async close() {
      hangUp();
      await served.close();
      await engine.shutdown();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Pages, and beside them what nobody means to publish. */
/** The only one that may run in a page of this site. */
export const OWN_SCRIPT = inlineScript(readFileSync('src/browser/runner/arrival.js', 'utf8'));

function buildSite(folder: string): void {
  const dist = join(folder, 'dist');
  mkdirSync(join(dist, 'guide'), { recursive: true });
  const files = {
    'index.html':
      '<!doctype html><html><head><script>' + OWN_SCRIPT + '</script><script>theirs()</script></head>the site</html>',
    'guide/index.html': '<!doctype html><title>guide</title>a guide',
    'app.js': 'app',
    '404.html': 'lost',
    '.env': 'secret',
    '../secret.txt': 'secret',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text);
  symlinkSync(join(folder, 'secret.txt'), join(dist, 'link.txt'));
  symlinkSync(folder, join(dist, 'linked'));
}
