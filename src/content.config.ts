/** The pages of the site: the files of the project, which astro.config.mjs has found. */
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro/content/config';
import { pageLoader } from './site/page-loader.ts';

interface Pages {
  readonly folder: string;
  readonly expand: Parameters<typeof pageLoader>[0]['expand'];
  readonly pages: readonly { readonly path: string; readonly entry: string }[];
  readonly broken: ReadonlyMap<string, string>;
  readonly words: { readonly title: string; readonly remedy: string };
}

const { folder, expand, pages, broken, words } = (globalThis as Record<symbol, unknown>)[
  Symbol.for('guidepost.pages')
] as Pages;
export const collections = {
  docs: defineCollection({
    loader: pageLoader({ folder, pages, expand, foreign: process.env['GUIDEPOST_FOREIGN'] === 'true', broken, words }),
    schema: once(docsSchema()),
  }),
};

/** Starlight would create its schema again for every page, which takes longer than to read the page. */
function once<C, S>(make: (context: C) => S): (context: C) => S {
  let made: S | undefined;
  return (context) => (made ??= make(context));
}
