/** Where pages come from: `content/`, or another folder that GUIDEPOST_CONTENT names (the tests have their own). */
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro/content/config';
import { glob } from 'astro/loaders';
import { stillPages } from './site/still-pages.ts';

const base = process.env['GUIDEPOST_CONTENT'] ?? 'content';

export const collections = {
  docs: defineCollection({
    loader: stillPages(
      glob({ base: `./${base}`, pattern: ['{guides,manual}/**/[^_]*.{md,mdx}', '!guides/*/practice/**'] }),
    ),
    schema: once(docsSchema()),
  }),
};

/** Starlight makes its schema anew for every page, which takes longer than to read the page. */
function once<C, S>(make: (context: C) => S): (context: C) => S {
  let made: S | undefined;
  return (context) => (made ??= make(context));
}
