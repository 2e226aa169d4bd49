/** Marks where the parts of a guide's page go on somebody else's site: the page's text begins with this element. */
import type { MdastPluginEntry } from 'satteri';
import type { MarkedPage } from './mark.ts';
import { element } from './mark-nodes.ts';

export const PLACES = /<guide-parts ([^>]*)><\/guide-parts>/g;

/** One of the site's Markdown plugins. */
export function partsPlace(find: (fileUrl: URL) => Promise<MarkedPage | undefined>): MdastPluginEntry {
  return ({ fileURL }) => ({
    name: 'guidepost-parts-place',
    async before(root, context) {
      const found = fileURL && (await find(fileURL));
      const page = found?.guide.runbook.pages.find(({ file }) => file === found.file);
      if (!found || !page) return;
      const place = element('guide-parts', { 'data-guide': found.guide.runbook.id, 'data-page': page.slug });
      context.prependChild(root, place);
    },
  });
}

/** The guide and page that a page of the site shows. */
export function placeIn(html: string): { readonly guide: string; readonly page: string } | null {
  const [[, attributes = ''] = []] = html.matchAll(PLACES);
  const value = (name: string) => new RegExp(`\\bdata-${name}="([^"]*)"`).exec(attributes)?.[1];
  const [guide, page] = [value('guide'), value('page')];
  return guide === undefined || page === undefined ? null : { guide, page };
}
