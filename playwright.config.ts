import { existsSync } from 'node:fs';
import { defineConfig } from 'playwright/test';
import { triesAgain } from './tests/lane.ts';

/** The system's Chromium where there is one, else the one that `playwright install chromium` brought. */
const system = process.env['GUIDEPOST_CHROMIUM'] || '/usr/bin/chromium';
const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/build-site.ts',
  // The migration guide clicked through takes minutes and gigabytes: left out of quick rounds while one works.
  testIgnore: process.env['GUIDEPOST_QUICK'] ? ['**/migration.spec.ts'] : [],
  workers: process.env['GUIDEPOST_WORKERS'] ? Number(process.env['GUIDEPOST_WORKERS']) : 2,
  retries: triesAgain() ? 1 : 0,
  // A shared machine is slow at times; nothing here asserts a time.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    headless: true,
    viewport: { width: 1360, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      ...(existsSync(system) ? { executablePath: system } : {}),
      args: ['--no-sandbox', '--disable-gpu', ...quiet],
    },
  },
});
