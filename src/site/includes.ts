/** Inserts included files inside Astro. On somebody else's site the dev server restarts when one changes. */
import type { AstroConfig } from 'astro';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VitePlugin } from './guides-in-astro.ts';
import type { Marked } from './mark.ts';

/** The text of a page with everything that it includes. */
type Expand = (file: string, text: string) => string;

/** Absolute, sorted. */
export function includedFiles(guides: readonly Pick<Marked, 'sources'>[]): readonly string[] {
  const files = guides.flatMap(({ sources }) =>
    sources.flatMap(({ file, places }) => (places ?? []).flatMap((place) => (place.file === file ? [] : place.file))),
  );
  return [...new Set(files.map((file) => resolve(file)))].toSorted();
}

/** An MDX page becomes a module of the build, which reads the file itself. */
export function includes(expand: Expand): VitePlugin {
  return {
    name: 'guidepost-includes',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith('.mdx')) return undefined;
      const code = await readFile(id, 'utf8');
      return code.includes('<Include') ? expand(id, code) : undefined;
    },
  };
}

/** Turns a page of Markdown into HTML. */
interface Processor {
  createRenderer(settings: unknown): Promise<Renderer>;
}
interface Renderer {
  render(content: string, options?: { readonly fileURL?: URL }): Promise<unknown>;
}

/**
 * Inserts included files into the Markdown of a site whose pages Astro reads itself. Astro keeps the HTML of a page
 * until its file, or the configuration, changes; so the digest of the included files is made part of the configuration.
 */
export function expandMarkdown(config: AstroConfig, expand: Expand, included: readonly string[]): void {
  const processor: Processor = config.markdown.processor;
  const createRenderer = processor.createRenderer.bind(processor);
  const digest = createHash('sha256');
  for (const file of included) digest.update(file).update(readFileSync(file));
  Object.assign(processor, {
    included: digest.digest('hex'),
    async createRenderer(settings: unknown): Promise<Renderer> {
      const renderer = await createRenderer(settings);
      const render: Renderer['render'] = (content, options) => {
        const file = options?.fileURL && content.includes('<Include') ? fileURLToPath(options.fileURL) : null;
        return renderer.render(file === null ? content : expand(file, content), options);
      };
      return { ...renderer, render };
    },
  });
}
