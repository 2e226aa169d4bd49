/**
 * Guidepost inside Astro: hands the guides to the Markdown plugin and to the components. In development they are read
 * again for every page, so that a saved guide is on the page, with the hashes that would run, a moment later.
 */
import type { AstroIntegration } from 'astro';
import { cp, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { headingIds } from './heading-ids.ts';
import { mark, type Marked, type MarkedPage } from './mark.ts';
import { warn } from './page-warnings.ts';
import { FEATURES, stillPages } from './still-page.ts';
import { sanitizer } from './sanitize.ts';
import { searchOnDemand } from './search-on-demand.ts';
import { tables } from './tables.ts';
import { siteWords } from './site-words.ts';
import { repositoryMarkdown } from './repository-markdown.ts';
import { wordsOf } from '../words/index.ts';

export interface SiteGuide extends Marked {
  readonly entries: Readonly<Record<string, string>>;
}

interface Settings {
  /** As they were read for the configuration. */
  readonly guides: readonly SiteGuide[];
  /** Reads them from disk again. */
  readonly find: () => Promise<readonly SiteGuide[]>;
  /** Absolute folder of the pages. */
  readonly folder: string;
  /** Every page of the site: absolute file and address. */
  readonly pages: readonly { readonly file: string; readonly entry: string }[];
  /** Our own front page, for a site whose pages have none; a component's path. */
  readonly landing: string;
  /** The language of the site's own words. */
  readonly lang: string;
}

const MODULE = 'virtual:guidepost';
const RESOLVED = `\0${MODULE}`;

export function guidepost({ guides, find, folder, pages: files, landing, lang }: Settings): AstroIntegration {
  const entries = new Map(files.map(({ file, entry }) => [file, entry]));
  const served = new Map<string, string>();
  return {
    name: 'guidepost',
    hooks: {
      'astro:config:setup': ({ command, config, updateConfig, injectRoute }) => {
        const now = command === 'dev' ? find : async () => guides;
        const base = config.base.replace(/\/?$/, '/');
        const serve = (file: string) => addressOfFile(file, folder, base, served);
        const { features, mdastPlugins, hastPlugins } = optionsOf(config.markdown.processor);
        Object.assign(features, FEATURES);
        mdastPlugins.unshift(stillPages());
        mdastPlugins.push(
          repositoryMarkdown({ folder, entries, base, serve }),
          mark((url) => owner(now, url), wordsOf(lang).stepMarkup),
        );
        hastPlugins.unshift(sanitizer(warn), headingIds(), tables());
        const hasFrontPage = files.some(({ entry }) => entry === 'index');
        if (!hasFrontPage) injectRoute({ pattern: '/', entrypoint: landing, prerender: true });
        updateConfig({ vite: { plugins: [guidesModule(now), frameComponents(), siteWords(lang), searchOnDemand()] } });
      },
      'astro:build:done': async ({ dir }) => {
        for (const [file, path] of served) await copyInside(file, folder, join(fileURLToPath(dir), path));
      },
    },
  };
}

function addressOfFile(file: string, folder: string, base: string, served: Map<string, string>): string {
  const path = `files/${relative(folder, file).split(sep).join('/')}`;
  served.set(file, path);
  return base + path.split('/').map(encodeURIComponent).join('/');
}

/** A link could lead out of the folder. */
async function copyInside(file: string, folder: string, target: string): Promise<void> {
  const real = relative(await realpath(folder), await realpath(file));
  if (!real.startsWith('..')) await cp(file, target, { dereference: true });
}

/** The guide that a file belongs to; a guide from elsewhere is named by its whole path. */
async function owner(find: Settings['find'], url: URL) {
  const guides = await find();
  const known = pages.get(guides) ?? new Map(guides.flatMap((guide) => pagesOf(guide)));
  pages.set(guides, known);
  return known.get(fileURLToPath(url));
}

const pages = new WeakMap<readonly SiteGuide[], ReadonlyMap<string, MarkedPage>>();

function pagesOf(guide: Marked) {
  return guide.sources.map(({ file, text }) => [resolve(file), { guide, file, text }] as const);
}

/** What the components import. */
function guidesModule(guides: Settings['find']): VitePlugin {
  return {
    name: 'guidepost-guides',
    resolveId: (id) => (id === MODULE ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      const data = JSON.stringify((await guides()).map(plainData));
      return `export const guides = JSON.parse(${JSON.stringify(data)})`; // a text is bundled and read faster than code
    },
    // Astro itself reloads the page, once its text is there too
    hotUpdate({ file }) {
      const { moduleGraph } = this.environment;
      const own = /\.mdx?$/.test(file) ? moduleGraph.getModuleById(RESOLVED) : undefined;
      if (own) moduleGraph.invalidateModule(own);
    },
  };
}

/** Tabs and steps of the frame, for a page in a folder where nobody has installed it. */
function frameComponents(): VitePlugin {
  return {
    name: 'guidepost-frame-components',
    async resolveId(id, importer) {
      if (!id.startsWith('@astrojs/starlight/') || importer === undefined) return undefined;
      const theirs = await this.resolve(id, importer, { skipSelf: true });
      return theirs ?? this.resolve(id, fileURLToPath(import.meta.url), { skipSelf: true });
    },
  };
}

type VitePlugin = Extract<
  NonNullable<NonNullable<Parameters<UpdateConfig>[0]['vite']>['plugins']>[number],
  { readonly name: string; readonly hotUpdate?: unknown }
>;
type UpdateConfig = Parameters<NonNullable<AstroIntegration['hooks']['astro:config:setup']>>[0]['updateConfig'];

interface Options {
  readonly features: object;
  readonly mdastPlugins: unknown[];
  readonly hastPlugins: unknown[];
}

/** What Astro's own Markdown processor does for each page. */
function optionsOf(processor: unknown): Options {
  const options: unknown = isRecord(processor) && processor['name'] === 'satteri' ? processor['options'] : undefined;
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
