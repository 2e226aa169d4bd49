/** The guide that a page of the site belongs to, and the data for that page. Used by Astro's components. */
import { platform } from 'node:os';
import type { Block, Page, Runbook } from '../runbook/model.ts';
import { firstSteps, isUndo } from '../runbook/session/steps.ts';
import { emptyView, isActive } from '../runbook/session/view.ts';
import { pack } from '../protocol/pack-page-data.ts';
import type { PackedData } from '../protocol/page-data.ts';
import * as words from '../words/en.ts';

export interface PlainGuide {
  /** The addresses of its pages on the site, by slug, without surrounding slashes; `index` is the site's first page. */
  readonly entries: Readonly<Record<string, string>>;
  readonly runbook: Runbook;
  readonly hashes: Readonly<Record<string, string>>;
}

export interface GuidePage {
  readonly guide: PlainGuide;
  readonly page: Page;
  /** For a script element; the same on every page of the guide. */
  readonly data: string;
  readonly chapters: readonly Chapter[];
}

/** A page of a guide with its steps, for the rail. */
export interface Chapter {
  readonly slug: string;
  readonly title: string;
  readonly address: string;
  readonly blocks: readonly Block[];
  /** Those of them that do not count until the reader chooses their option. */
  readonly others: ReadonlySet<Block>;
  /** How many of the steps count before the reader has chosen anything; null on an optional page. */
  readonly steps: number | null;
}

/** `entry` is the content entry's id, which is its address. For Starlight the id of the site's first page is ''. */
export function guidePage(guides: readonly PlainGuide[], entry: string, base: string): GuidePage | null {
  const guide = guideOf(guides, entry);
  const page = guide?.runbook.pages.find(({ slug }) => guide.entries[slug] === entry);
  return guide && page ? withData(guide, page, base) : null;
}

/** The same, by the names of the guide and the page. */
export function namedPage(guides: readonly PlainGuide[], id: string, slug: string, base: string): GuidePage | null {
  const guide = guides.find(({ runbook }) => runbook.id === id);
  const page = guide?.runbook.pages.find((each) => each.slug === slug);
  return guide && page ? withData(guide, page, base) : null;
}

function withData(guide: PlainGuide, page: Page, base: string): GuidePage {
  return { guide, page, data: dataOf(guide, base), chapters: chaptersOf(guide, base) };
}

export function guideOf(guides: readonly PlainGuide[], entry: string): PlainGuide | undefined {
  return guides.find(({ entries }) => Object.values(entries).includes(entry));
}

export const chaptersOf = oncePerGuide(({ runbook, entries }: PlainGuide, base: string): readonly Chapter[] =>
  runbook.pages.map(({ slug, title, optional }) => ({
    slug,
    others: new Set(runbook.blocks.filter((block) => !isActive(emptyView, runbook, block, system()))),
    title: slug === 'index' ? words.overview : title,
    address: addressOf(rootOf(base), entries[slug]),
    blocks: runbook.blocks.filter((block) => block.page === slug && !isUndo(runbook, block)),
    steps: optional ? null : stepsOf(runbook).filter(({ page }) => page === slug).length,
  })),
);

/** The steps that count before the reader has chosen anything, on the machine that builds the site. */
export function stepsOf(runbook: Runbook): readonly Block[] {
  return firstSteps(runbook, system());
}

function system(): 'linux' | 'macos' {
  return platform() === 'darwin' ? 'macos' : 'linux';
}

const dataOf = oncePerGuide((guide: PlainGuide, base: string): string => {
  const addresses = Object.fromEntries(chaptersOf(guide, base).map(({ slug, address }) => [slug, address]));
  const { runbook, hashes } = guide;
  return scriptJson(pack({ runbook, hashes, addresses, base: rootOf(base) }));
});

export function addressOf(root: string, entry = 'index'): string {
  return entry === 'index' ? root : `${root}${entry}/`;
}

/** As the text of a script element: escaped so that nothing in it can end the element. */
function scriptJson(data: PackedData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function rootOf(base: string): string {
  return base.endsWith('/') ? base : `${base}/`;
}

/** A site has one base, and a guide that was read again is a new object. */
function oncePerGuide<T>(make: (guide: PlainGuide, base: string) => T): (guide: PlainGuide, base: string) => T {
  const made = new WeakMap<PlainGuide, T>();
  return (guide, base) => {
    const known = made.get(guide);
    if (known !== undefined) return known;
    const result = make(guide, base);
    made.set(guide, result);
    return result;
  };
}
