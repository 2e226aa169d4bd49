/**
 * Reads what can be read of a guide that is refused, so that `lint` finds everything that is wrong with it. What cannot
 * be included is told, and the rest is read without it.
 */
import { readFile } from 'node:fs/promises';
import { dirname, extname, relative, resolve } from 'node:path';
import { RunbookError } from '../../src/runbook/error.ts';
import type { Source } from '../../src/runbook/reading/parse.ts';
import { expandPage } from '../guides/include.ts';
import { furtherPages, shownPath } from '../guides/read-guides.ts';
import { refuseLinkOut } from '../guides/refuse-links.ts';
import type { LintedGuide } from './lint-guides.ts';

interface Page {
  readonly source: Source;
  readonly mistakes: readonly RunbookError[];
}

/** `refused` is why it cannot be read: a finding also where the text does not tell, as with a page that is missing. */
export async function brokenGuide(refused: RunbookError): Promise<LintedGuide> {
  const guide = resolve(refused.guide);
  const folder = dirname(guide);
  const slugOf = (file: string) => relative(folder, file).slice(0, -extname(file).length);
  const first = await pageOf(guide, 'index', folder);
  const further = await Promise.all((await furtherPages(guide)).map((file) => pageOf(file, slugOf(file), folder)));
  return {
    id: slugOf(guide),
    sources: [first.source, ...further.map(({ source }) => source)],
    mistakes: [first, ...further].flatMap(({ mistakes }) => mistakes),
    refused,
  };
}

/** Nothing is read through a link that leads out of the guide's folder. */
async function pageOf(path: string, slug: string, folder: string): Promise<Page> {
  const file = shownPath(path);
  try {
    await refuseLinkOut(path, folder);
    return withIncluded({ slug, file, text: await readFile(path, 'utf8') });
  } catch {
    return { source: { slug, file, text: '' }, mistakes: [] };
  }
}

function withIncluded({ slug, file, text }: Source, mistakes: readonly RunbookError[] = []): Page {
  try {
    return { mistakes, source: { slug, file, ...expandPage(file, text) } };
  } catch (error) {
    if (!(error instanceof RunbookError)) throw error;
    const all = [...mistakes, error];
    const lines = text.split('\n');
    const { place } = error;
    if (place.file !== file || !lines[place.line - 1]?.includes('<Include'))
      return { mistakes: all, source: { slug, file, text } };
    return withIncluded({ slug, file, text: lines.with(place.line - 1, '').join('\n') }, all);
  }
}
