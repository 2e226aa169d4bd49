/**
 * On somebody else's site, whatever its layout: puts the parts of a guide's page where its text begins. The Markdown
 * plugin has marked that place (site/parts-place.ts). Only the first mark counts, because a page shows one guide.
 */
import type { MiddlewareHandler } from 'astro';
import { experimental_AstroContainer as AstroContainer } from 'astro/container';
import { guides } from 'virtual:guidepost';
import { namedPage } from '../site/guide-page.ts';
import { PLACES, placeIn } from '../site/parts-place.ts';
import GuideParts from '../components/GuideParts.astro';

const container = AstroContainer.create();

export const onRequest: MiddlewareHandler = async (_, next) => {
  const response = await next();
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
  const html = await response.text();
  const place = placeIn(html);
  const parts = place ? await partsOf(place.guide, place.page) : '';
  let isFirst = true;
  const filled = html.replaceAll(PLACES, () => {
    const here = isFirst ? parts : '';
    isFirst = false;
    return here;
  });
  const { status, statusText, headers } = response;
  const others = new Headers(headers);
  others.delete('content-length');
  return new Response(filled, { status, statusText, headers: others });
};

async function partsOf(guide: string, page: string): Promise<string> {
  const found = namedPage(guides, guide, page, import.meta.env.BASE_URL);
  if (!found) return '';
  const html = await (await container).renderToString(GuideParts, { props: { found, rail: true } });
  return `<guide-parts class="not-content">${html}</guide-parts>`;
}
