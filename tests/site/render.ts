/** A page as the site makes it: with our own plugins, in their order, on the text that the loader hands over. */
import { type MdastPluginDefinition, markdownToHtml, mdxToJs } from 'satteri';
import { splitDocument } from '../../src/runbook/reading/document.ts';
import { parse } from '../../src/runbook/reading/parse.ts';
import { headingIds } from '../../src/site/heading-ids.ts';
import { mark } from '../../src/site/mark.ts';
import { FEATURES, stillPages } from '../../src/site/still-page.ts';
import { sanitizer } from '../../src/site/sanitize.ts';
import { stepMarkup } from '../../src/words/en.ts';

/** What the frame makes of `:::note`. */
const asides: MdastPluginDefinition = {
  name: 'asides',
  containerDirective: (node) =>
    ({ type: 'paragraph', data: { hName: 'aside' }, children: [...node.children] }) as never,
};

interface Settings {
  readonly body?: string;
  readonly live?: boolean;
  readonly warn?: (sentence: string) => void;
}

/** `body` where the site has another text than the guide; `live` for MDX that becomes a module. */
export async function renderPage(
  text: string,
  file = 'guide.md',
  { body = '', live = false, warn = () => undefined }: Settings = {},
): Promise<string> {
  const sources = [{ slug: 'index', file, text }] as const;
  const runbook = parse('guide', sources);
  const hashes = new Map(runbook.blocks.map(({ id }) => [id, `hash-of-${id}`]));
  const found = { guide: { sources, runbook, hashes }, ...sources[0] };
  const settings = {
    mdastPlugins: [stillPages(), asides, mark(() => Promise.resolve(found), stepMarkup)],
    hastPlugins: [sanitizer(warn), headingIds()],
    features: FEATURES,
    fileURL: new URL(`file:///${file}`),
  };
  const given = body === '' ? splitDocument(file, text).body : body;
  return live ? (await mdxToJs(given, settings)).code : (await markdownToHtml(given, settings)).html;
}
