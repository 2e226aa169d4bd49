/**
 * Makes the guides available in Astro: to the Markdown plugin, by file, and to the components, as a module. In
 * development they are read again for every page, so that the page always shows the saved guide, with the hashes that
 * would run.
 */
import type { AstroConfig, AstroIntegration } from 'astro';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Marked, MarkedPage } from './mark.ts';

export interface SiteGuide extends Marked {
  readonly entries: Readonly<Record<string, string>>;
}

/** The guides as they are now. */
type Find = () => Promise<readonly SiteGuide[]>;

const MODULE = 'virtual:guidepost';
const RESOLVED = `\0${MODULE}`;

/** The guide that a file belongs to. A guide outside of the project is named by its absolute path. */
export async function ownerOf(find: Find, url: URL): Promise<MarkedPage | undefined> {
  const guides = await find();
  const known = pages.get(guides) ?? new Map(guides.flatMap((guide) => pagesOf(guide)));
  pages.set(guides, known);
  return known.get(fileURLToPath(url));
}

const pages = new WeakMap<readonly SiteGuide[], ReadonlyMap<string, MarkedPage>>();

function pagesOf(guide: Marked) {
  return guide.sources.map((source) => [resolve(source.file), { guide, ...source }] as const);
}

interface Pages {
  /** By a page's address, where its file is changed. */
  readonly edits: Readonly<Record<string, string>>;
  /** The address of every page. */
  readonly addresses: readonly string[];
}

/** What the components import. */
export function guidesModule(guides: Find, pages: Pages = { edits: {}, addresses: [] }): VitePlugin {
  return {
    name: 'guidepost-guides',
    resolveId: (id) => (id === MODULE ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      const data = JSON.stringify((await guides()).map(plainData));
      // JSON text is bundled and parsed faster than code
      return `export const guides = JSON.parse(${JSON.stringify(data)}); export const { edits, addresses } = ${JSON.stringify(pages)}`;
    },
    // Astro itself reloads the page when the text of the page is ready
    hotUpdate({ file }) {
      const { moduleGraph } = this.environment;
      const own = /\.mdx?$/.test(file) ? moduleGraph.getModuleById(RESOLVED) : undefined;
      if (own) moduleGraph.invalidateModule(own);
    },
  };
}

export type VitePlugin = Extract<
  NonNullable<NonNullable<Parameters<UpdateConfig>[0]['vite']>['plugins']>[number],
  { readonly name: string; readonly hotUpdate?: unknown }
>;
type UpdateConfig = Parameters<NonNullable<AstroIntegration['hooks']['astro:config:setup']>>[0]['updateConfig'];

interface Options {
  readonly features: object;
  readonly mdastPlugins: unknown[];
  readonly hastPlugins: unknown[];
}

/** The options of Astro's own Markdown processor. */
export function markdownOptions({ markdown: { processor } }: AstroConfig): Options {
  const options: unknown = processor.name === 'satteri' ? processor.options : undefined;
  if (isRecord(options) && isOptions(options)) return options;
  throw new Error('Guidepost needs Astro with its own Markdown processor, Sätteri');
}

function isOptions(options: Record<string, unknown>): options is Record<string, unknown> & Options {
  const { features, mdastPlugins, hastPlugins } = options;
  return isRecord(features) && Array.isArray(mdastPlugins) && Array.isArray(hastPlugins);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function plainData({ runbook, hashes, entries }: SiteGuide) {
  return { runbook, entries, hashes: Object.fromEntries(hashes) };
}
