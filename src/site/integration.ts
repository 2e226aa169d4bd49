/**
 * Guidepost inside Astro: hands the guides to the Markdown plugin and to the components. In development they are read
 * again for every page, so that a saved guide is on the page, with the hashes that would run, a moment later.
 */
import type { AstroIntegration } from 'astro';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mark, type Marked, type MarkedPage } from './mark.ts';

interface Settings {
  /** As they were read for the configuration. */
  readonly guides: readonly Marked[];
  /** Reads them from disk again. */
  readonly find: () => Promise<readonly Marked[]>;
}

const MODULE = 'virtual:guidepost';
const RESOLVED = `\0${MODULE}`;

export function guidepost({ guides, find }: Settings): AstroIntegration {
  return {
    name: 'guidepost',
    hooks: {
      'astro:config:setup': ({ command, config, updateConfig }) => {
        const now = command === 'dev' ? find : async () => guides;
        plugins(config.markdown.processor).push(mark((url) => owner(now, url)));
        updateConfig({ vite: { plugins: [guidesModule(now)] } });
      },
    },
  };
}

/** The guide that a file belongs to; a guide from elsewhere is named by its whole path. */
async function owner(find: Settings['find'], url: URL) {
  const guides = await find();
  const known = pages.get(guides) ?? new Map(guides.flatMap((guide) => pagesOf(guide)));
  pages.set(guides, known);
  return known.get(fileURLToPath(url));
}

const pages = new WeakMap<readonly Marked[], ReadonlyMap<string, MarkedPage>>();

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

type VitePlugin = Extract<
  NonNullable<NonNullable<Parameters<UpdateConfig>[0]['vite']>['plugins']>[number],
  { readonly name: string; readonly hotUpdate?: unknown }
>;
type UpdateConfig = Parameters<NonNullable<AstroIntegration['hooks']['astro:config:setup']>>[0]['updateConfig'];

/** The list of plugins of Astro's own Markdown processor. */
function plugins(processor: unknown): unknown[] {
  const options: unknown = isRecord(processor) && processor['name'] === 'satteri' ? processor['options'] : undefined;
  if (isRecord(options) && Array.isArray(options['mdastPlugins'])) return options['mdastPlugins'];
  throw new Error('Guidepost needs Astro with its own Markdown processor, Sätteri');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function plainData({ runbook, hashes }: Marked) {
  return { runbook, hashes: Object.fromEntries(hashes) };
}
