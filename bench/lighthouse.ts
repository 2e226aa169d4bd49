/**
 * `npm run lighthouse [-- PATH …]`: builds the site of this checkout, serves it as `npm start` does, and has Lighthouse
 * look at pages of it three times, as on a desktop and as on a phone. Prints the scores and what the page costs; exit
 * code 1 where one is below its target. Lighthouse comes from npm when this runs, and is no dependency of the package.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import config from '../playwright.config.ts';
import { buildSite } from '../tests/e2e/build-site.ts';
import { startRunner } from '../tests/e2e/guidepost.ts';

const LIGHTHOUSE = 'lighthouse@13.5.0';
const TIMES = 3;
const SITE = 'node_modules/.cache/lighthouse-site';
/** The page of the guide with the most steps. */
const PATHS = ['/guides/infrastructure-migration/migrate/'];
const TARGETS = { desktop: 100, mobile: 95 } as const;

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
  readonly audits: Readonly<Record<string, { readonly score: number | null; readonly numericValue?: number }>>;
}

type Form = keyof typeof TARGETS;

async function main(paths: readonly string[]): Promise<boolean> {
  buildSite('content', SITE);
  const folder = mkdtempSync(join(tmpdir(), 'guidepost-lighthouse-'));
  const runner = await startRunner(folder, 0, 'content', SITE);
  let good = true;
  try {
    for (const path of paths) {
      for (const form of ['desktop', 'mobile'] as const) {
        for (let time = 1; time <= TIMES; time += 1) {
          const report = look(runner.served.url + path, form, join(folder, `${form}-${time}.json`));
          console.log(`${path} ${form} ${time}: ${scores(report)} · ${costs(report)}`);
          good &&= meets(report, form);
        }
      }
    }
  } finally {
    await runner.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return good;
}

function look(url: string, form: Form, file: string): Report {
  const browser = config.use?.launchOptions?.executablePath ?? chromium.executablePath();
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu'].join(' ');
  const as = form === 'desktop' ? ['--preset=desktop'] : [];
  const to = ['--output=json', `--output-path=${file}`, '--quiet', `--chrome-flags=${flags}`];
  execFileSync('npx', ['--yes', LIGHTHOUSE, url, ...as, ...to], {
    env: { ...process.env, CHROME_PATH: browser },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

function scores({ categories }: Report): string {
  return Object.entries(categories)
    .map(([name, { score }]) => `${name} ${Math.round((score ?? 0) * 100)}`)
    .join(', ');
}

function costs({ audits }: Report): string {
  const value = (name: string) => audits[name]?.numericValue ?? 0;
  const ms = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'speed-index'];
  return [
    ...ms.map((name) => `${name} ${Math.round(value(name))} ms`),
    `layout shift ${value('cumulative-layout-shift').toFixed(3)}`,
    `${Math.round(value('total-byte-weight') / 1000)} kB`,
  ].join(', ');
}

function meets({ categories }: Report, form: Form): boolean {
  return Object.values(categories).every(({ score }) => Math.round((score ?? 0) * 100) >= TARGETS[form]);
}

if (import.meta.main) {
  const paths = process.argv.slice(2);
  process.exit((await main(paths.length > 0 ? paths : PATHS)) ? 0 : 1);
}
