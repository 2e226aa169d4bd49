/**
 * The integration of our own site, whose pages may be written by anybody, for their repository. For somebody else's
 * site see guidepost/astro, in server/astro.
 */
import type { AstroIntegration } from 'astro';
import { cp, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { headingIds } from './heading-ids.ts';
import { type SiteGuide, type VitePlugin, guidesModule, markdownOptions, ownerOf } from './guides-in-astro.ts';
import { editLinks } from './edit-links.ts';
import { includes } from './includes.ts';
import { absoluteFiles } from './absolute-files.ts';
import { mark } from './mark.ts';
import { warn } from './page-warnings.ts';
import { FEATURES, stillPages } from './still-page.ts';
import { sanitizer } from './sanitize.ts';
import { searchOnDemand } from './search-on-demand.ts';
import { tables } from './tables.ts';
import { siteWords } from './site-words.ts';
import { repositoryHtml, repositoryMarkdown } from './repository-markdown.ts';
import { wordsOf } from '../words/index.ts';

interface Settings {
  /** As read for the configuration. */
  readonly guides: readonly SiteGuide[];
  /** The text of a page with everything that it includes. */
  readonly expand: (file: string, text: string) => string;
  /** Reads the guides from disk again. */
  readonly find: () => Promise<readonly SiteGuide[]>;
  /** Absolute folder of the pages. */
  readonly folder: string;
  /** Every page of the site: absolute file and address. */
  readonly pages: readonly { readonly file: string; readonly entry: string }[];
  /** The path of the component for our front page, used if no page of the site is its front page. */
  readonly landing: string;
  /** The address of the folder in which pages are edited; null if there is none. */
  readonly edit: string | null;
  /** The language of the site's own words. */
  readonly lang: string;
}

export function guidepost(settings: Settings): AstroIntegration {
  const { guides, expand, find, folder, pages: files, landing, lang, edit } = settings;
  const entries = new Map(files.map(({ file, entry }) => [file, entry]));
  const served = new Map<string, string>();
  return {
    name: 'guidepost',
    hooks: {
      'astro:config:setup': ({ command, config, updateConfig, injectRoute }) => {
        const now = command === 'dev' ? find : async () => guides;
        const base = config.base.replace(/\/?$/, '/');
        const serve = (file: string) => addressOfFile(file, folder, base, served);
        const pages = { folder, entries, base, serve };
        const { features, mdastPlugins, hastPlugins } = markdownOptions(config);
        Object.assign(features, FEATURES);
        mdastPlugins.unshift(stillPages());
        mdastPlugins.push(
          repositoryMarkdown(pages),
          mark((url) => ownerOf(now, url), wordsOf(lang).stepMarkup),
        );
        hastPlugins.unshift(sanitizer(warn), headingIds(), tables(), repositoryHtml(pages));
        const hasFrontPage = files.some(({ entry }) => entry === 'index');
        if (!hasFrontPage) injectRoute({ pattern: '/', entrypoint: landing, prerender: true });
        const own = [includes(expand), frameComponents(), absoluteFiles(), siteWords(lang), searchOnDemand()];
        const about = { edits: editLinks(edit, folder, files), addresses: files.map(({ entry }) => entry) };
        const plugins = [guidesModule(now, about), ...own];
        updateConfig({ vite: { plugins } });
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

/** Starlight's components for pages in a folder where Starlight is not installed. */
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
