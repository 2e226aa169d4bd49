/**
 * The navigation: guides before the manual, each as one link, so that a page has the same size in a site of five
 * hundred guides as in a site of ten. If there is only one guide, its pages are listed everywhere. The current guide is
 * listed above (components/Sidebar.astro).
 */
import type { StarlightRouteData } from '@astrojs/starlight/route-data';
import { type PlainGuide, chaptersOf, guideOf } from './guide-page.ts';

type Entry = StarlightRouteData['sidebar'][number];
type Link = Extract<Entry, { readonly type: 'link' }>;

interface Navigation {
  readonly entries: readonly Entry[];
  /** The pages of the same guide before and after this one. */
  readonly prev: Link | undefined;
  readonly next: Link | undefined;
}

/** `entry` is the content entry's id, `base` the site's base path, `manual` Starlight's list of the manual's pages. */
export function navigation(
  guides: readonly PlainGuide[],
  manual: readonly Entry[],
  entry: string,
  base: string,
): Navigation {
  const own = guideOf(guides, entry);
  const pages = own ? pagesOf(own, entry, base) : [];
  const at = pages.findIndex(({ isCurrent }) => isCurrent);
  return {
    entries: [
      ...guides
        .filter((guide) => guide !== own)
        .map((guide) =>
          guides.length === 1 ? group(guide.runbook.title, pagesOf(guide, entry, base)) : overview(guide, base),
        ),
      ...(own ? manual.map(folded) : manual),
    ],
    prev: pages[at - 1],
    next: at < 0 ? undefined : pages[at + 1],
  };
}

function pagesOf(guide: PlainGuide, entry: string, base: string): Link[] {
  return chaptersOf(guide, base).map(({ title, address, slug }) => link(title, address, entry === guide.entries[slug]));
}

function overview(guide: PlainGuide, base: string): Link {
  return link(guide.runbook.title, chaptersOf(guide, base)[0]?.address ?? base, false);
}

/** Its first page stands for it. */
function folded(entry: Entry): Entry {
  const [first] = entry.type === 'group' ? entry.entries : [];
  return first?.type === 'link' ? link(entry.label, first.href, false) : entry;
}

function group(label: string, entries: Link[]): Entry {
  return { type: 'group', label, entries, collapsed: false, badge: undefined };
}

function link(label: string, href: string, isCurrent: boolean): Link {
  return { type: 'link', label, href, isCurrent, badge: undefined, attrs: {} };
}
