/** The scripts that a page loads, in files and in the page, in kB as gzip sends them. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright/test';

export type Sizes = readonly (readonly [name: string, kilobytes: number])[];

/** Of those that stand in the page, ours say so. */
const OURS = 'guidepost';

/** After `use`, and all that the page then loads by itself. */
export async function scriptsOf(page: Page, use: () => Promise<void>): Promise<Sizes> {
  const files: Promise<readonly [string, number]>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    const [name = ''] = new URL(response.url()).pathname.split('/').at(-1)?.split('.') ?? [];
    files.push(response.body().then((body) => [name, kilobytes(body)] as const));
  });
  await use();
  await page.waitForLoadState('networkidle');
  const inline = await page.evaluate(() =>
    [...document.scripts].filter(({ src, type }) => src === '' && type !== 'application/json').map(({ text }) => text),
  );
  const own = inline.filter((text) => text.includes(OURS)).map((text) => ['in the page', kilobytes(text)] as const);
  return [...(await Promise.all(files)), ...own];
}

export function sum(sizes: Sizes): number {
  return sizes.reduce((total, [, size]) => total + size, 0);
}

function kilobytes(script: string | Buffer): number {
  return gzipSync(script, { level: 9 }).length / 1000;
}
