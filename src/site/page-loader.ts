/**
 * Turns a page's file into an entry of the site: front matter by our own reader, which the parser uses too, and HTML at
 * once. Only an MDX page with live parts becomes a module of the build, which takes several times as long. A page from
 * another host never does.
 */
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Loader, LoaderContext } from 'astro/loaders';
import { readTree, splitDocument } from '../runbook/reading/document.ts';
import { RunbookError } from '../runbook/error.ts';
import { liveParts } from '../runbook/reading/live-parts.ts';
import type { Expanded } from '../runbook/reading/include.ts';
import type { Words } from '../words/index.ts';
import { brokenPage } from './broken-page.ts';
import { type IncludeWatch, watchIncludes } from './include-watch.ts';
import { nameOf, warn } from './page-warnings.ts';
import { siteData } from './site-data.ts';

type Entry = Parameters<LoaderContext['store']['set']>[0];
type Rendered = NonNullable<Entry['rendered']>;

/** Astro's own type of content files, as far as it is used here. */
interface EntryType {
  readonly extensions: readonly string[];
  readonly contentModuleTypes?: string;
  getEntryInfo(file: { readonly fileUrl: URL; readonly contents: string }): Promise<unknown>;
  getRenderFunction?(config: LoaderContext['config']): Promise<(entry: object) => Promise<Rendered>>;
}
/** With what Astro passes to its own loaders. */
type Context = LoaderContext & { readonly entryTypes: ReadonlyMap<string, EntryType> };

interface PageSettings {
  /** The folder that contains all content; a link that leads out of it is refused. */
  readonly folder: string;
  /** The text of a page with everything that it includes. */
  readonly expand: (file: string, text: string) => Expanded;
  /** Whether the content came from another host. */
  readonly foreign: boolean;
  /** What is wrong with the guides that cannot be read, by absolute path, each with its place. */
  readonly broken: ReadonlyMap<string, string>;
  readonly words: Words['brokenPage'];
}

export function pageLoader(files: Loader, settings: PageSettings): Loader {
  const { foreign } = settings;
  const includes = watchIncludes();
  return {
    ...files,
    name: 'guidepost-pages',
    async load(context) {
      const { store, config, entryTypes } = context as Context;
      store.clear(); // a page also shows parts of other pages of its guide, which Astro's digest of it does not cover
      if (context.watcher) includes.follow(context.watcher);
      const rendering = entryTypes.get('.md')?.getRenderFunction?.(config);
      const under = new Set<Promise<unknown>>();
      const set: typeof store.set = (entry) => {
        const digest = context.generateDigest([entry.digest, entry.body].join('\n')); // with what the page includes
        under.add(rendered(entry).then((ready) => store.set({ ...ready, digest })));
        return true;
      };
      const ours = new Map(['.md', '.mdx'].map((extension) => [extension, entryType(settings, includes)]));
      await files.load({
        ...context,
        entryTypes: ours,
        store: { ...store, set },
      } as LoaderContext);
      await Promise.all(under);

      async function rendered(entry: Entry): Promise<Entry> {
        const { body = '', filePath = '' } = entry;
        if (filePath.endsWith('.mdx') && liveParts(readTree(filePath, body)).length > 0) {
          if (foreign) throw new Error(`${filePath}: a page from another host cannot contain code`);
          return entry;
        }
        const render = await rendering;
        const made = await render?.({ ...entry, filePath: fileURLToPath(new URL(filePath, config.root)) }).catch(
          (error: unknown) => {
            throw new Error(`${filePath}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
          },
        );
        if (!made) return entry;
        const images = made.metadata?.imagePaths;
        return { ...entry, deferredRender: false, rendered: made, ...(images && { assetImports: images }) };
      }
    },
  };
}

/** For both kinds of pages; they become HTML later. */
function entryType(settings: PageSettings, includes: IncludeWatch): EntryType {
  const { folder, broken, words } = settings;
  return {
    extensions: ['.md', '.mdx'],
    contentModuleTypes: '',
    async getEntryInfo({ fileUrl, contents }) {
      const path = fileURLToPath(fileUrl);
      const file = nameOf(path);
      if (!realpathSync(path).startsWith(realpathSync(folder) + sep))
        throw new Error(`${file} is a link out of the folder; put the page itself there`);
      try {
        const { text, places } = settings.expand(path, contents);
        includes.note(path, places);
        const { yaml, body } = splitDocument(file, text);
        const problem = broken.get(path);
        if (problem !== undefined) return brokenPage(file, problem, file.endsWith('.mdx') ? '' : body, words);
        return { data: siteData(yaml ?? '', file, warn), body, slug: '', rawData: yaml ?? '' };
      } catch (error) {
        if (settings.foreign) throw new Error(String(error), { cause: error }); // with its place, which Astro would not show
        return brokenPage(file, broken.get(path) ?? placed(file, error), '', words);
      }
    },
  };
}

function placed(file: string, error: unknown): string {
  return error instanceof RunbookError ? error.toString() : `${file}: ${String(error)}`;
}
