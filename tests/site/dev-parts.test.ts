import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { devParts } from '../../server/site/dev-parts.ts';

const root = resolve('.');
const isPart = devParts({ work: root, modules: [`${root}/src`, `${root}/node_modules`] });

for (const target of [
  '/package.json',
  '/package.json?raw',
  '/package?import',
  '/PACKAGE.json',
  '/server/cli.ts',
  '/server/cli?import',
  '/Server/cli.ts?import&raw',
  '/content/manual/index.md',
  '/tests/run.ts',
  '/astro.config.mjs',
  '/.git/config',
  '/.env',
  '/%2egit/config',
  '/%70ackage.json',
  '/server%2fcli.ts',
  '/src/../package.json',
  '/src/%2e%2e/package.json',
  '/src/..%2fpackage.json',
  '/src\\..\\package.json',
  '/%ff',
  '/@fs/etc/passwd',
  '/@fs//etc/passwd?raw',
  `/@fs${root}/package.json`,
  `/@fs${root}/server/cli.ts`,
  '/@id/server/cli.ts',
  `/@id/${root}/server/cli.ts`,
  `/@id/@fs${root}/package.json`,
  `${root}/package.json`,
  `${root}/server/cli?import`,
  `${root}/server/commands?import`,
  '/__open-in-editor?file=package.json',
  `/_image?href=/@fs${root}/package.json&f=svg`,
  `/_image?f=png&href=%2F%40fs${encodeURIComponent(root)}%2Fserver%2Fcli.ts`,
  `/_image?href=/a.png&href=/@fs${root}/README.md`,
  `/_image?href=/@fs${root}/tests/run.ts%3Fa.png`,
  `/_image?href=/@fs${root}/src/../package.json`,
  '/_image?href=/@fs/etc/passwd',
])
  test(`the development server hands out no ${target.replaceAll(root, '…')}`, () =>
    assert.equal(isPart(target), false));

for (const target of [
  '/',
  '/guides/infrastructure-migration/',
  '/manual/reference/fences/',
  '/favicon.svg',
  '/@vite/client',
  '/@id/__x00__virtual:guidepost',
  '/@id/astro/runtime/client/dev-toolbar/entrypoint.js',
  '/src/browser/index.ts?v=1',
  '/node_modules/.cache/vite-x/deps/ws.js',
  `/@fs${root}/src/styles/index.css`,
  '/a%20page/',
])
  test(`the development server hands out ${target.replaceAll(root, '…')}`, () => assert.equal(isPart(target), true));

test('below a base, what Vite finds without it decides', () => {
  const isBelow = devParts({ work: root, modules: [`${root}/src`], base: () => '/content/' });
  assert.equal(isBelow('/content/guides/first/'), true);
  for (const target of ['/content/package.json', '/content//package.json', '/content/server/cli.ts', '/package.json'])
    assert.equal(isBelow(target), false, target);
});

test('a file that comes into the root folder later is not handed out either', (t) => {
  const work = mkdtempSync(join(tmpdir(), 'parts-'));
  t.after(() => rmSync(work, { recursive: true }));
  const isHandedOut = devParts({ work, modules: [] });
  assert.equal(isHandedOut('/dump.sql'), true); // there is none: a page could have this address
  writeFileSync(join(work, 'dump.sql'), 'secret');
  for (const target of ['/dump.sql', '/DUMP.sql?raw', '/dump?import']) assert.equal(isHandedOut(target), false, target);
});

test('of the content, only pictures are read for a request, and none through a link out of it', (t) => {
  const work = mkdtempSync(join(tmpdir(), 'parts-'));
  t.after(() => rmSync(work, { recursive: true }));
  const content = join(work, 'content');
  mkdirSync(content);
  for (const file of ['content/picture.png', 'content/notes.md', 'private.png']) writeFileSync(join(work, file), '');
  symlinkSync(join(work, 'private.png'), join(content, 'link.png'));
  const isHandedOut = devParts({ work, modules: [], pictures: content });
  const image = (file: string) => isHandedOut(`/_image?href=${encodeURIComponent(`/@fs${work}/${file}`)}&w=9&f=webp`);
  assert.equal(image('content/picture.png?origWidth=9'), true);
  for (const file of [
    'content/notes.md',
    'content/link.png',
    'private.png',
    'content/../private.png',
    'content/no.png',
  ])
    assert.equal(image(file), false, file);
});
