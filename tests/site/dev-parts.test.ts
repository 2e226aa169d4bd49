import assert from 'node:assert/strict';
import { resolve } from 'node:path';
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
