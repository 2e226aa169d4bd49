/** Which guide a page of the site belongs to, and what travels with it. Astro's components ask this. */
import type { Block, Page, Runbook } from './runbook/model.ts';
import { isUndo } from './runbook/view.ts';
import { slim, type PageData } from './runbook/page-data.ts';

export interface PlainGuide {
  readonly runbook: Runbook;
  readonly hashes: Readonly<Record<string, string>>;
}

export interface GuidePage {
  readonly guide: PlainGuide;
  readonly page: Page;
  readonly data: PageData;
  /** The whole guide's steps by page, for the rail. */
  readonly chapters: readonly Chapter[];
}

interface Chapter {
  readonly title: string;
  readonly address: string;
  readonly here: boolean;
  readonly blocks: readonly Block[];
}

/** `entry` is the content entry's id: `guides/NAME` or `guides/NAME/PAGE`. */
export function guidePage(guides: readonly PlainGuide[], entry: string, base: string): GuidePage | null {
  const [folder, name, slug = 'index', ...deeper] = entry.split('/');
  const guide = guides.find(({ runbook }) => runbook.id === name);
  const page = guide?.runbook.pages.find((each) => each.slug === slug);
  if (folder !== 'guides' || deeper.length > 0 || !guide || !page) return null;
  const { runbook, hashes } = guide;
  const root = base.endsWith('/') ? base : `${base}/`;
  const addresses = Object.fromEntries(
    runbook.pages.map((each) => [each.slug, addressOf(root, runbook.id, each.slug)]),
  );
  const chapters = runbook.pages.map(({ slug: own, title }) => ({
    title: own === 'index' ? 'Overview' : title,
    address: addresses[own] ?? '',
    here: own === slug,
    blocks: runbook.blocks.filter((block) => block.page === own && !isUndo(runbook, block)),
  }));
  return { guide, page, chapters, data: { runbook: slim(runbook), hashes, addresses, base: root } };
}

export function addressOf(root: string, guide: string, slug: string): string {
  return `${root}guides/${guide}/${slug === 'index' ? '' : `${slug}/`}`;
}

/** As the text of a script element: nothing in it can end the element. */
export function scriptJson(data: PageData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
