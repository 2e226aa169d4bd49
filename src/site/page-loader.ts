/**
 * Turns a page's file into an entry of the site: front matter by our own reader, which the parser uses too, and HTML at
 * once. Only an MDX page with live parts becomes a module of the build, which takes several times as long. A page from
 * another host never does.
 */
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
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
import { withTitle } from './titles.ts';
import { unbuildable } from './unbuildable.ts';

type Entry = Parameters<LoaderContext['store']['set']>[0];
type Rendered = NonNullable<Entry['rendered']>;

/** Astro's own type of content files, as far as it is used here. */
interface EntryType {
  getRenderFunction?(config: LoaderContext['config']): Promise<(entry: object) => Promise<Rendered>>;
}
/** With what Astro passes to its own loaders. */
type Context = LoaderContext & { readonly entryTypes: ReadonlyMap<string, EntryType> };

interface PageSettings {
  /** The folder that contains all content; a link that leads out of it is refused. */
  readonly folder: string;
  /** Every page: its path below the folder, and its address. */
  readonly pages: readonly { readonly path: string; readonly entry: string }[];
  /** The text of a page with everything that it includes. */
  readonly expand: (file: string, text: string) => Expanded;
  /** Whether the content came from another host. */
  readonly foreign: boolean;
  /** What is wrong with the guides that cannot be read, by absolute path, each with its place. */
  readonly broken: ReadonlyMap<string, string>;
  readonly words: Words['brokenPage'];
}

export function pageLoader(settings: PageSettings): Loader {
  const { folder, pages, foreign } = settings;
  const includes = watchIncludes();
  const known = new Map(pages.map(({ path, entry }) => [join(folder, path), entry]));
  return {
    name: 'guidepost-pages',
    async load(given) {
      const context = given as Context;
      const { store, config, entryTypes, watcher, logger } = context;
      store.clear(); // a page also shows parts of other pages of its guide, which a digest of it does not cover
      const rendering = entryTypes.get('.md')?.getRenderFunction?.(config);
      await Promise.all([...known].map(([file, entry]) => put(file, entry)));
      if (watcher) follow(watcher);

      async function put(file: string, id: string): Promise<void> {
        const text = await readFile(file, 'utf8').catch(() => null);
        const { data, body } = readPage(file, text, settings, includes);
        const filePath = relative(fileURLToPath(config.root), file).split(sep).join('/');
        const parsed = await context.parseData({ id, data: withTitle(data, file, text ?? ''), filePath: file });
        const digest = context.generateDigest([text, body].join('\n')); // with what the page includes
        const entry = { id, data: parsed, body, filePath, digest };
        if (isCompiled(file, body, foreign)) return void store.set({ ...entry, deferredRender: true });
        const render = await rendering;
        const made = await render?.({ ...entry, filePath: file }).catch((error: unknown) => {
          throw new Error(`${filePath}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
        });
        const images = made?.metadata?.imagePaths;
        store.set({ ...entry, ...(made && { rendered: made }), ...(images && { assetImports: images }) });
      }

      function follow(watcher: NonNullable<Context['watcher']>): void {
        if (!includes.follow(watcher)) return;
        watcher.add(folder);
        const change = async (file: string) => {
          const id = known.get(file);
          if (id === undefined) return;
          await put(file, id).catch((error: unknown) => logger.error(String(error)));
        };
        watcher.on('change', change);
        watcher.on('add', change);
        watcher.on('unlink', (file) => store.delete(known.get(file) ?? ''));
      }
    },
  };
}

/** Whether a page becomes a module. What keeps one from it is told, and its text is shown without its code. */
function isCompiled(file: string, body: string, foreign: boolean): boolean {
  if (!file.endsWith('.mdx')) return false;
  const tree = readTree(file, body);
  if (liveParts(tree).length === 0) return false;
  if (foreign) throw new Error(`${nameOf(file)}: a page from another host cannot contain code`);
  const [reason] = unbuildable(file, tree);
  if (reason !== undefined) warn(`${nameOf(file)}: shown without its components and code: ${reason}`);
  return reason === undefined;
}

/** The data and the text of a page, or what is wrong with it. `contents` is null for a file that may not be read. */
function readPage(path: string, contents: string | null, settings: PageSettings, includes: IncludeWatch) {
  const { folder, broken, words } = settings;
  const file = nameOf(path);
  if (!realpathSync(path).startsWith(realpathSync(folder) + sep))
    throw new Error(`${file} is a link out of the folder; put the page itself there`);
  try {
    if (contents === null) throw new RunbookError({ file, line: 0 }, 'this file cannot be read');
    const { text, places } = settings.expand(path, contents);
    includes.note(path, places);
    const { yaml, body } = splitDocument(file, text);
    const problem = broken.get(path);
    if (problem !== undefined) return brokenPage(file, problem, file.endsWith('.mdx') ? '' : body, words);
    return { data: siteData(yaml ?? '', file, warn), body };
  } catch (error) {
    if (settings.foreign) throw new Error(String(error), { cause: error }); // with its place, which Astro would not show
    return brokenPage(file, broken.get(path) ?? placed(file, error), '', words);
  }
}

function placed(file: string, error: unknown): string {
  return error instanceof RunbookError ? error.toString() : `${file}: ${String(error)}`;
}
