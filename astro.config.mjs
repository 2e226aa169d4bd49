import { createHash } from 'node:crypto';
import mdx from '@astrojs/mdx';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { findGuides } from './server/guides/read-guides.ts';
import { hosting } from './server/site/hosting.ts';
import { codeTheme } from './src/site/code-theme.ts';
import { highlightPlaceholders } from './src/site/placeholder-highlighter.ts';
import { guidepost } from './src/site/integration.ts';
import { languageAliases } from './src/site/languages.ts';
import { manualPages } from './src/site/manual.ts';
import { plainImports } from './src/site/plain-imports.ts';

/** The tests build sites from content of their own, several at a time: nothing of two builds may meet. */
const content = process.env.GUIDEPOST_CONTENT ?? 'content';
const out = process.env.GUIDEPOST_OUT ?? 'dist';
const own = createHash('sha256').update(`${content} ${out}`).digest('hex').slice(0, 8);

const find = () => findGuides(`${content}/guides`);
const guides = await find();

export default defineConfig({
  outDir: out,
  cacheDir: `node_modules/.cache/astro-${own}`,
  site: process.env.GUIDEPOST_SITE,
  base: process.env.GUIDEPOST_BASE,
  devToolbar: { enabled: false },
  build: { concurrency: 4 }, // a page is rendered while others are written
  markdown: {
    processedDirs: [`./${content}`],
    shikiConfig: {
      theme: await codeTheme(),
      transformers: [highlightPlaceholders],
      langAlias: languageAliases(guides),
    },
  },
  integrations: [
    starlight({
      title: 'Guidepost',
      description: 'Guides whose steps run and whose checks tell the truth',
      expressiveCode: false,
      disable404Route: true, // src/pages/404.astro
      customCss: ['./src/styles/index.css'],
      components: {
        Head: './src/components/Head.astro',
        MarkdownContent: './src/components/MarkdownContent.astro',
        PageSidebar: './src/components/PageSidebar.astro',
        Search: './src/components/Search.astro',
      },
      sidebar: manualPages(content),
      routeMiddleware: './src/site/route-data.ts', // the guides' own
    }),
    mdx({ optimize: true }), // what stands still is text in the page's module, not code
    guidepost({ guides, find }),
    hosting(guides),
  ],
  vite: {
    // All that has to be prepared for the browser: whatever Vite found later would reload the first page under a click.
    optimizeDeps: { include: ['@xterm/xterm'], noDiscovery: true },
    cacheDir: `node_modules/.cache/vite-${own}`,
    // What src/content.config.ts imports, Node has read already: Vite need not read a hundred files for it anew.
    environments: {
      astro: { resolve: { external: ['astro/content/config', 'astro/loaders', '@astrojs/starlight/schema'] } },
    },
    plugins: [plainImports()],
    build: {
      assetsInlineLimit: 0, // an inlined script would need a hash of its own in the policy
      rolldownOptions: {
        onLog: (level, log, next) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : next(level, log)),
      },
    },
  },
});
