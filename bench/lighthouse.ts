/**
 * `npm run lighthouse [-- PATH …]`: builds the site of this checkout, serves it as `npm start` does, and has Lighthouse
 * look at pages of it three times, as on a desktop and as on a phone. Beside them it looks at a page of the bare frame
 * (Starlight), so that a machine that is busy is told from a page that is slow. Prints the median of each figure and
 * the audits that found something; exit code 1 where a score is below both its target and the frame's. Lighthouse comes
 * from npm when this runs, and is no dependency of the package.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { chromium } from 'playwright';
import config from '../playwright.config.ts';
import { buildSite } from '../tests/e2e/build-site.ts';
import { startRunner } from '../tests/e2e/guidepost.ts';
import { buildFrame } from './frame.ts';

const LIGHTHOUSE = 'lighthouse@13.5.0';
const TIMES = 3;
const SITE = 'node_modules/.cache/lighthouse-site';
/** The page of the guide with the most steps. */
const PATHS = ['/guides/infrastructure-migration/migrate/'];
const TARGETS = { desktop: 100, mobile: 95 } as const;
/** Of the other categories, which no busy machine lowers. */
const FULL = 100;

interface Audit {
  readonly id: string;
  readonly score: number | null;
  readonly numericValue?: number;
}

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>;
  readonly audits: Readonly<Record<string, Audit>>;
}

type Form = keyof typeof TARGETS;

async function main(paths: readonly string[]): Promise<boolean> {
  console.log(`Fetching ${LIGHTHOUSE} from npm, unless it is in npm's cache …`);
  buildSite('content', SITE);
  const frame = buildFrame('lighthouse');
  const folder = mkdtempSync(join(tmpdir(), 'guidepost-lighthouse-'));
  for (const part of ['ours', 'frame']) mkdirSync(join(folder, part));
  const runner = await startRunner(join(folder, 'ours'), 0, 'content', SITE);
  const bare = await startRunner(join(folder, 'frame'), 0, 'content', frame);
  let good = true;
  try {
    for (const form of ['desktop', 'mobile'] as const) {
      const reports: Report[][] = [[], ...paths.map(() => [])];
      const urls = [bare.served.url, ...paths.map((path) => runner.served.url + path)];
      // in turn, so that what else the machine does hits all alike
      for (let time = 0; time < TIMES; time += 1)
        for (const [at, url] of urls.entries()) reports[at]?.push(await look(url, form, join(folder, 'report.json')));
      const [floor = [], ...pages] = reports;
      console.log(`\n${form}, a bare page of the frame\n${told(floor)}`);
      for (const [at, page] of pages.entries()) {
        console.log(`${form}, ${paths[at]}\n${told(page)}`);
        good &&= isGood(page, floor, form);
      }
    }
  } finally {
    await Promise.all([runner.stop(), bare.stop()]);
    rmSync(folder, { recursive: true, force: true });
    rmSync(dirname(frame), { recursive: true, force: true });
  }
  return good;
}

/**
 * Not in this process alone: it serves the page meanwhile. On a busy machine Lighthouse loses a trace, and asks to be
 * run again.
 */
async function look(url: string, form: Form, file: string, attempts = 3): Promise<Report> {
  const browser = config.use?.launchOptions?.executablePath ?? chromium.executablePath();
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu'].join(' ');
  const as = form === 'desktop' ? ['--preset=desktop'] : [];
  const to = ['--output=json', `--output-path=${file}`, '--quiet', `--chrome-flags=${flags}`];
  const { failed } = await execa('npx', ['--yes', LIGHTHOUSE, url, ...as, ...to], {
    env: { CHROME_PATH: browser },
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'inherit',
    reject: attempts === 1,
  });
  if (failed) return look(url, form, file, attempts - 1);
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

const COSTS = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'speed-index'];

function told(reports: readonly Report[]): string {
  const categories = Object.keys(reports[0]?.categories ?? {});
  const scores = categories.map((name) => `${name} ${score(reports, name)}`);
  const value = (name: string) => median(reports.map(({ audits }) => audits[name]?.numericValue ?? 0));
  const costs = [
    ...COSTS.map((name) => `${name} ${Math.round(value(name))} ms`),
    `layout shift ${value('cumulative-layout-shift').toFixed(3)}`,
    `${Math.round(value('total-byte-weight') / 1000)} kB`,
  ];
  return `  ${scores.join(', ')}\n  ${costs.join(', ')}\n  below 1: ${found(reports).join(', ') || 'nothing'}`;
}

/** The median: one run in three may meet a busy machine. */
function score(reports: readonly Report[], category: string): number {
  return Math.round(median(reports.map(({ categories }) => categories[category]?.score ?? 0)) * 100);
}

/** Audits that found something, in any of the runs. */
function found(reports: readonly Report[]): readonly string[] {
  const below = reports.flatMap(({ audits }) =>
    Object.values(audits).filter(({ score }) => score !== null && score < 1),
  );
  return [...new Set(below.map(({ id }) => id))];
}

function isGood(page: readonly Report[], floor: readonly Report[], form: Form): boolean {
  return Object.keys(page[0]?.categories ?? {}).every((name) => {
    if (name !== 'performance') return score(page, name) >= FULL;
    return score(page, name) >= Math.min(TARGETS[form], score(floor, name));
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

if (import.meta.main) {
  const paths = process.argv.slice(2);
  process.exit((await main(paths.length > 0 ? paths : PATHS)) ? 0 : 1);
}
