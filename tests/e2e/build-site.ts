/** Builds the site of the test guides once for all browser tests, with the project's own configuration. */
import { execFileSync } from 'node:child_process';

export const CONTENT = 'tests/fixtures';
export const SITE = 'node_modules/.cache/e2e-site';

export default function buildTestSite(): void {
  if (!process.env['GUIDEPOST_E2E_BUILT']) buildSite(CONTENT, SITE);
}

export function buildSite(content: string, out: string): void {
  execFileSync(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build'], {
    env: {
      ...process.env,
      GUIDEPOST_CONTENT: content,
      GUIDEPOST_OUT: out,
      ASTRO_TELEMETRY_DISABLED: '1',
      ASTRO_DISABLE_UPDATE_CHECK: 'true',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
