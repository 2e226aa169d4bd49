/**
 * Guidepost inside Astro: hands the guides to the Markdown plugin and to the components, and in development attaches
 * the runner to the same port and keeps both up to date while a guide is edited.
 */
import type { AstroIntegration } from 'astro';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mark, type Marked } from './runbook/mark.ts';

interface Settings {
  readonly find: () => Promise<readonly Marked[]>;
}

const MODULE = 'virtual:guidepost';

export function guidepost({ find }: Settings): AstroIntegration {
  let guides: readonly Marked[] = [];
  const owner = (url: URL) => {
    const file = relative(process.cwd(), fileURLToPath(url));
    const guide = guides.find(({ runbook }) => runbook.pages.some((page) => page.file === file));
    return guide && { guide, file };
  };
  return {
    name: 'guidepost',
    hooks: {
      'astro:config:setup': async ({ config, updateConfig }) => {
        guides = await find();
        plugins(config.markdown.processor).push(mark(owner));
        updateConfig({ vite: { plugins: [guidesModule(() => guides)] } });
      },
    },
  };
}

/** What the components import: every guide, without what its own pages already show. */
function guidesModule(guides: () => readonly Marked[]) {
  return {
    name: 'guidepost-guides',
    resolveId: (id: string) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id: string) => (id === `\0${MODULE}` ? `export const guides = ${JSON.stringify(guides().map(plainData))}` : undefined),
  };
}

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
