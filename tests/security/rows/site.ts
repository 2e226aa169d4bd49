/** What is served, with which headers, and what a page may do. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../row.ts';
import { OWN_SCRIPT, type World } from '../world.ts';
import { edit } from './edits.ts';

const SITE = 'server/site/site.ts';
const POLICY = 'server/site/policy.ts';
const WALK = 'server/site/walk.ts';
const OWN = `'sha256-${createHash('sha256').update(OWN_SCRIPT).digest('base64')}'`;

/** Read from the disk with each request, as by a server that joins paths. */
const joined = edit(
  WALK,
  '  return assets;',
  `  const [fs, get] = [process.getBuiltinModule('node:fs'), assets.get.bind(assets)];
  const read = (path: string) => fs.statSync(folder + path, { throwIfNoEntry: false })?.isFile() ? fs.readFileSync(folder + path) : null;
  assets.get = (path) => {
    const [known, body] = [get(path), read(path)];
    return known ?? (body ? { type: 'text/plain', body } : undefined);
  };
  return assets;`,
).concat(
  edit(
    'server/http/serve.ts',
    'let assets: ReadonlyMap<string, Asset> = dist === null ? new Map() : walkSite(dist, base);',
    'let assets: any = walkSite(dist);',
  ),
);

const HEADERS: Readonly<Record<string, string>> = {
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

const DIRECTIVES: readonly (readonly [directive: string, text: string])[] = [
  ["default-src 'none'", `"default-src 'none'",`],
  ["object-src 'none'", `"object-src 'none'",`],
  ["worker-src 'none'", `"worker-src 'none'",`],
  ["base-uri 'none'", `"base-uri 'none'",`],
  ["frame-ancestors 'none'", `"frame-ancestors 'none'",`],
  ["form-action 'none'", `"form-action 'none'",`],
];

export const site: readonly Row[] = [
  ...['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/guide/..%2f..%2fsecret.txt'].map((path): Row => ({
    says: 'site/map',
    tries: path,
    without: joined,
    attack: async (world) => (await world.fetch(path)).body.includes('secret'),
    kept: false,
    broken: true,
  })),
  {
    says: 'site/map',
    tries: 'a file that was written later',
    settings: {},
    without: joined,
    attack: async (world) => {
      writeFileSync(join(world.folder, 'dist', 'late.txt'), 'late');
      return (await world.fetch('/late.txt')).status;
    },
    kept: 404,
    broken: 200,
  },
  {
    says: 'site/links',
    tries: 'a link to a file elsewhere',
    without: edit(
      WALK,
      'if (!entry.isFile()) continue;',
      'if (entry.isDirectory() || entry.name === "linked") continue;',
    ),
    attack: async (world) => (await world.fetch('/link.txt')).body.includes('secret'),
    kept: false,
    broken: true,
  },
  {
    says: 'site/links',
    tries: 'a link to a folder elsewhere',
    without: edit(
      WALK,
      'if (entry.isDirectory())',
      "if (entry.isDirectory() || (entry.name === 'linked' && prefix === '/'))",
    ),
    attack: async (world) => (await world.fetch('/linked/secret.txt')).body.includes('secret'),
    kept: false,
    broken: true,
  },
  {
    says: 'site/dotfiles',
    tries: '/.env',
    without: edit(WALK, "if (entry.name.startsWith('.')) continue;", ''),
    attack: async (world) => (await world.fetch('/.env')).body.includes('secret'),
    kept: false,
    broken: true,
  },
  {
    says: 'site/policy',
    tries: 'a page, a file, a miss and a refusal without one',
    without: edit(SITE, "'Content-Security-Policy': policy(asset),", ''),
    attack: async (world) => {
      return (await answers(world)).filter(({ head }) => !head.includes("Content-Security-Policy: default-src 'none'"))
        .length;
    },
    kept: 0,
    broken: 4,
  },
  ...DIRECTIVES.map(([directive, text]): Row => ({
    says: 'site/policy',
    tries: directive,
    without: edit(POLICY, `    ${text}\n`, ''),
    attack: async (world) => (await world.fetch('/')).head.includes(directive),
    kept: true,
    broken: false,
  })),
  {
    says: 'site/policy',
    tries: 'a socket to another port',
    without: edit(SITE, '`ws://127.0.0.1:${port}`', "'ws://127.0.0.1:*'"),
    attack: async (world) => (await world.fetch('/')).head.includes(`connect-src 'self' ws://127.0.0.1:${world.port};`),
    kept: true,
    broken: false,
  },
  {
    says: 'site/policy',
    tries: 'script that is in no page of the build',
    without: edit(
      POLICY,
      `["script-src 'self' 'wasm-unsafe-eval'", ...ownScriptsIn(html)]`,
      `["script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'"]`,
    ),
    attack: async (world) => /script-src ([^;]*);/.exec((await world.fetch('/')).head)?.[1],
    kept: `'self' 'wasm-unsafe-eval' ${OWN}`,
    broken: "'self' 'wasm-unsafe-eval' 'unsafe-inline'",
  },
  {
    says: 'site/policy',
    tries: 'an inline script of a guide',
    without: edit(POLICY, 'hashes.filter((each) => own.has(each))', 'own.size > 0 ? hashes : []'),
    attack: async (world) => (await world.fetch('/')).head.match(/'sha256-[^']*'/g)?.length,
    kept: 1,
    broken: 2,
  },
  {
    says: 'site/third party',
    tries: 'script of another host',
    without: edit(POLICY, `["script-src 'self'`, `["script-src 'self' https://cdn.example.com`),
    attack: async (world) => /script-src [^;]*\bhttps?:/.test((await world.fetch('/')).head),
    kept: false,
    broken: true,
  },
  ...Object.entries(HEADERS).map(([name, value]): Row => ({
    says: 'site/headers',
    tries: name,
    without: edit('server/gate/response-headers.ts', `  '${name}': '${value}',\n`, ''),
    attack: async (world) => {
      return (await answers(world)).filter(({ head }) => head.includes(`${name}: ${value}`)).length;
    },
    kept: 4,
    broken: 0,
  })),
  {
    says: 'site/hosted',
    tries: 'a page whose host sends no header',
    without: edit(POLICY, '(head) => head + meta', '(head) => head'),
    attack: async (world) => {
      const { finishSite } = await world.load('server/site/finish.ts');
      const folder = join(world.folder, 'hosted');
      mkdirSync(folder);
      const file = join(folder, 'index.html');
      writeFileSync(
        file,
        '<!doctype html><html><head><script>' + OWN_SCRIPT + '</script><script>theirs()</script></head></html>',
      );
      finishSite(folder, {});
      return readFileSync(file, 'utf8').includes(
        `<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval' ${OWN};`,
      );
    },
    kept: true,
    broken: false,
  },
  {
    says: 'site/sgr',
    tries: 'a link (OSC 8), the clipboard (OSC 52), a title, a device',
    without: edit(
      'src/runbook/screen/screen.ts',
      'if (isAdding() && !CONTROL.test(plain) && !(hasEscape && SEQUENCE.test(plain)))',
      'if (isAdding())',
    ),
    attack: async (world) => {
      const { readScreen } = await world.load('src/runbook/screen/read-screen.ts');
      const lines = readScreen(
        '\x1b]8;;https://evil.example\x07link\x1b]8;;\x07 \x1b]52;c;ZXZpbA==\x07\x1b]0;title\x1b\\\x1bPdevice\x1b\\\x1b[31mred\x1b[0m',
      );
      return /evil|ZXZp|title|device/.test(lines.join('\n'));
    },
    kept: false,
    broken: true,
  },
];

/** A page, a file, a miss and a refusal. */
async function answers(world: World) {
  return [
    await world.fetch('/'),
    await world.fetch('/app.js'),
    await world.fetch('/none'),
    await world.fetch('/', 'Origin: null'),
  ];
}
