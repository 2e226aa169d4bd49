/** Where pages come from: `content/`, or another folder that GUIDEPOST_CONTENT names (the tests have their own). */
import { docsSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { defineCollection } from 'astro:content';

const base = process.env['GUIDEPOST_CONTENT'] ?? 'content';

export const collections = {
  docs: defineCollection({
    loader: glob({ base: `./${base}`, pattern: ['{guides,manual}/**/[^_]*.{md,mdx}', '!guides/*/practice/**'] }),
    schema: docsSchema(),
  }),
};
