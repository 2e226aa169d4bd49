/** Where the token stands, how long it lives, and who gets to see it. */
import crypto from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { watch } from 'node:fs/promises';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const TOKEN = 'server/gate/token.ts';
const PRIVATE = 'server/system/private-folder.ts';
const RUNTIME = 'server/http/runtime.ts';
const OWN = 'token: randomBytes(32)';

export const token: readonly Row[] = [
  {
    says: 'token/bytes',
    tries: 'fewer bytes to guess',
    without: edit(TOKEN, OWN, 'token: randomBytes(8)'),
    attack: async ({ served }) => Buffer.from(served.keys.of(served.url)?.token ?? '', 'base64url').length,
    kept: 32,
    broken: 8,
  },
  {
    says: 'token/bytes',
    tries: 'letters that an address would escape',
    without: edit(TOKEN, `${OWN}.toString('base64url')`, `${OWN}.toString('base64url') + '~'`),
    attack: async ({ served }) => /^[\w-]+$/.test(served.keys.of(served.url)?.token ?? ''),
    kept: true,
    broken: false,
  },
  {
    says: 'token/file',
    tries: 'reading the file as another user',
    without: edit(
      PRIVATE,
      "writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });",
      "writeFileSync(draft, text, { mode: 0o644, flag: 'wx' });",
    ),
    attack: async ({ runtime }) => [...new Set(readdirSync(runtime).map((name) => mode(join(runtime, name))))],
    kept: ['600'],
    broken: ['644'],
  },
  {
    says: 'token/file',
    tries: 'entering the folder as another user',
    without: edit(
      PRIVATE,
      'mkdirSync(folder, { recursive: true, mode: 0o700 });',
      'mkdirSync(folder, { recursive: true });',
    ).concat(edit(PRIVATE, 'chmodSync(folder, 0o700);', '')),
    attack: async ({ runtime }) => mode(runtime),
    kept: '700',
    broken: '755',
  },
  {
    says: 'token/file',
    tries: 'a folder that stood open before',
    without: edit(PRIVATE, 'chmodSync(folder, 0o700);', ''),
    attack: async (world) => {
      const folder = mkdtemp(world);
      const { makePrivateFolder } = await world.load(PRIVATE);
      makePrivateFolder(folder);
      return mode(folder);
    },
    kept: '700',
    broken: '755',
  },
  {
    says: 'token/file',
    tries: 'a link laid where it is written',
    without: edit(
      PRIVATE,
      'const draft = `${file}.${process.pid}.new`;\n  rmSync(draft, { force: true });',
      'const draft = `${file}.${process.pid}.new`;',
    ).concat(
      edit(
        PRIVATE,
        "writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });",
        'writeFileSync(draft, text, { mode: 0o600 });',
      ),
    ),
    attack: async (world) => {
      const folder = mkdtemp(world);
      const [file, victim] = [join(folder, 'runner-1.json'), join(folder, 'victim')];
      writeFileSync(victim, 'untouched');
      symlinkSync(victim, `${file}.${process.pid}.new`);
      const { writePrivate } = await world.load(PRIVATE);
      writePrivate(file, 'links');
      return readFileSync(victim, 'utf8');
    },
    kept: 'untouched',
    broken: 'links',
  },
  {
    says: 'token/dies',
    tries: 'looking for the file after the process',
    without: edit('server/http/runner.ts', 'published?.remove();', ''),
    attack: async (world) => {
      const runtime = mkdtemp(world);
      await (await another(world, runtime)).close();
      return readdirSync(runtime).filter((name) => name.startsWith('runner-')).length;
    },
    kept: 0,
    broken: 1,
  },
  {
    says: 'not built',
    tries: 'the token of the process before',
    without: edit(TOKEN, OWN, 'token: Buffer.alloc(32)'),
    attack: async (world) => {
      const first = await another(world, mkdtemp(world));
      const old = first.keys.of(first.url)?.token ?? '';
      await first.close();
      const second = await another(world, mkdtemp(world), first.port);
      const accepted = second.keys.accept(second.url, old);
      await second.close();
      return accepted;
    },
    kept: false,
    broken: true,
  },
  {
    settings: {},
    says: 'token/rotate',
    tries: 'the old token',
    without: edit('server/http/runner.ts', 'keys.rotate();', ''),
    attack: async (world) => {
      world.served.rotate();
      return world.attack(world.upgrade());
    },
    kept: { status: 401, sang: false },
    broken: { status: 101, sang: true },
  },
  {
    settings: {},
    says: 'token/rotate',
    tries: 'a page that is in',
    without: edit('server/http/runner.ts', "door.dismiss('rotated');", ''),
    attack: async (world) => {
      const page = await world.enter();
      world.served.rotate();
      return page.outcome({ type: 'sessions', guide: 'canary' });
    },
    kept: 'closed',
    broken: 'sessions',
  },
  {
    settings: {},
    says: 'token/rotate',
    tries: 'asked for from another terminal',
    without: edit(RUNTIME, '    onRotate();', ''),
    attack: async (world) => {
      const { findRunners, requestRotation } = await world.load(RUNTIME);
      const [runner] = findRunners(world.runtime);
      return runner ? (await requestRotation(world.runtime, runner, 2000)) !== null : null;
    },
    kept: true,
    broken: false,
  },
  {
    says: 'token/fragment',
    tries: 'what a browser sends of the address',
    without: edit(TOKEN, 'return `#guidepost=', 'return `?guidepost='),
    attack: async ({ served, token: own }) => {
      const { pathname, search } = new URL(served.link());
      return (pathname + search).includes(own);
    },
    kept: false,
    broken: true,
  },
  ...Object.entries({
    'a cookie': "response.setHeader('Set-Cookie', runner.keys.of(runner.url).token); answer(request, response)",
    'a page': "request.url === '/' ? response.end(runner.link()) : answer(request, response)",
  }).map(([tries, by]): Row => ({
    says: 'token/fragment',
    tries,
    without: edit(
      'server/http/serve.ts',
      "server.on('request', answer);",
      `server.on('request', (request, response) => { ${by} });`,
    ),
    attack: showsKeys,
    kept: false,
    broken: true,
  })),
  {
    says: 'lesson/served',
    tries: 'asking for it at an endpoint of its own',
    without: edit(
      'server/http/serve.ts',
      "server.on('request', answer);",
      "server.on('request', (request, response) => request.url === '/__guidepost/token' ? response.end(runner.link()) : answer(request, response));",
    ),
    attack: showsKeys,
    kept: false,
    broken: true,
  },
  {
    says: 'token/browser',
    tries: "looking at the browser's arguments",
    without: edit('server/http/open-browser.ts', 'pathToFileURL(file).href', 'url'),
    attack: async (world) => (await openedWith(world)).argument.includes('SECRET'),
    kept: false,
    broken: true,
  },
  {
    says: 'token/browser',
    tries: 'reading the redirect file as another user',
    without: edit('server/http/open-browser.ts', 'mode: 0o600', 'mode: 0o644'),
    attack: async (world) => (await openedWith(world)).mode,
    kept: '600',
    broken: '644',
  },
  {
    says: 'transport/timing',
    tries: 'a token that is shorter',
    without: edit(
      TOKEN,
      'timingSafeEqual(digest(key.token), digest(token))',
      'timingSafeEqual(Buffer.from(key.token), Buffer.from(token))',
    ),
    attack: async (world) => accepts(world, 'short'),
    kept: { accepted: false, compared: [32, 32] },
    broken: { accepted: 'RangeError', compared: [43, 5] },
  },
  {
    says: 'transport/timing',
    tries: 'a token that is nearly right',
    without: edit(TOKEN, 'timingSafeEqual(digest(key.token), digest(token))', 'key.token === token'),
    attack: async (world) => accepts(world, `${world.token.slice(0, -1)}!`),
    kept: { accepted: false, compared: [32, 32] },
    broken: { accepted: false, compared: [] },
  },
];

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

let folders = 0;

function mkdtemp({ folder }: World): string {
  const path = join(folder, `folder-${(folders += 1)}`);
  mkdirSync(path, { mode: 0o755 });
  return path;
}

async function another({ load, engine, guide }: World, runtime: string, port = 0) {
  const { serve } = await load('server/http/serve.ts');
  return serve({ engine, guides: () => [guide()], log: () => {}, dist: null, content: runtime, runtime, port });
}

/** Whether anything that is served, anywhere, holds a key. */
async function showsKeys(world: World): Promise<boolean> {
  const paths = ['/', '/app.js', '/none', '/__guidepost/ws', '/__guidepost/token', '/token', '/guidepost.json'];
  const answers = await Promise.all(paths.map((path) => world.fetch(path)));
  const text = answers.map(({ head, body }) => head + body).join('\n');
  const { keys } = world.served;
  return keys.origins.some((origin) =>
    [keys.of(origin)?.token, keys.of(origin)?.secret].some((key) => text.includes(key ?? '?')),
  );
}

/** What the opener of a browser gets to see. */
async function openedWith(world: World): Promise<{ argument: string; mode: string }> {
  const folder = mkdtemp(world);
  const opener = join(folder, 'opener');
  writeFileSync(opener, '#!/bin/sh\necho "$@" > "$0.new" && mv "$0.new" "$0.argument"\n', { mode: 0o700 });
  const { openBrowser } = await world.load('server/http/open-browser.ts');
  const said = appears(folder, 'opener.argument');
  const { forget } = await openBrowser('http://127.0.0.1:1/#guidepost=SECRET', folder, opener);
  await said;
  const page = mode(join(folder, `open-${process.pid}.html`));
  forget();
  return { argument: readFileSync(join(folder, 'opener.argument'), 'utf8'), mode: page };
}

async function appears(folder: string, name: string): Promise<void> {
  const stop = new AbortController();
  for await (const { filename } of watch(folder, { signal: stop.signal })) if (filename === name) return;
}

/** Whether a token is accepted, and the lengths of what was compared in constant time. */
async function accepts(world: World, given: string) {
  const { createKeys } = await world.load(TOKEN);
  const compared: number[] = [];
  const { timingSafeEqual } = crypto;
  crypto.timingSafeEqual = (a, b) => {
    compared.push(a.byteLength, b.byteLength);
    return timingSafeEqual(a, b);
  };
  syncBuiltinESMExports();
  try {
    return { accepted: createKeys(['http://a']).accept('http://a', given), compared };
  } catch (error) {
    return { accepted: error instanceof Error ? error.name : error, compared };
  } finally {
    crypto.timingSafeEqual = timingSafeEqual;
    syncBuiltinESMExports();
  }
}
