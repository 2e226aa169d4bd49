import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { expandPage } from './server/guides/include.ts';
import { readProject } from './server/project/project.ts';
import { hosting } from './server/site/hosting.ts';
import { codeTheme } from './src/site/code-theme.ts';
import { highlightPlaceholders } from './src/site/placeholder-highlighter.ts';
import { searchWords } from './src/site/search-words.ts';
import { highlightValues } from './src/site/value-highlighter.ts';
import { guidepost } from './src/site/integration.ts';
import { languageAliases } from './src/site/languages.ts';
import { pageTree } from './src/site/page-tree.ts';
import { scriptNames } from './src/site/script-names.ts';
import { wordsOf } from './src/words/index.ts';

/**
 * The tests build several sites at the same time, each from its own content, so builds must not share files. An
 * installed package builds in a folder of the user's cache (GUIDEPOST_WORK), because its own may be read-only.
 */
const content = resolve(process.env.GUIDEPOST_CONTENT ?? 'content');
const out = resolve(process.env.GUIDEPOST_OUT ?? 'dist');
const work = resolve(process.env.GUIDEPOST_WORK ?? '.');
const own = (path) => fileURLToPath(new URL(path, import.meta.url));
const name = createHash('sha256').update(`${content} ${out}`).digest('hex').slice(0, 8);
const packages = dirname(dirname(fileURLToPath(import.meta.resolve('astro/package.json'))));
/** In that folder `node_modules` is a link to packages that may be read-only. */
const kept = `${work}/` === own('.') ? `${work}/node_modules/.cache` : `${work}/cache`;
const cache = (part) => `${kept}/${part}-${name}`;

const find = async () => (await readProject(content)).guides;
const { title, guides, files, config, folder, ...project } = await readProject(content);
const lang = config.lang ?? 'en';
const inGuides = new Set(guides.flatMap(({ entries }) => Object.values(entries)));
const pages = files.map(({ path, entry }) => ({ file: `${folder}/${path}`, path, entry }));
const broken = new Map(project.broken.map((error) => [resolve(error.page), String(error)]));
/** Astro loads src/content.config.ts in this process. */
const expand = (file, text) => expandPage(file, text).text;
globalThis[Symbol.for('guidepost.pages')] = {
  folder,
  expand: expandPage,
  pages,
  broken,
  words: wordsOf(lang).brokenPage,
};

export default defineConfig({
  root: work,
  srcDir: own('./src'),
  publicDir: own('./public'),
  outDir: out,
  cacheDir: cache('astro'),
  site: process.env.GUIDEPOST_SITE ?? config.site,
  base: process.env.GUIDEPOST_BASE ?? config.base,
  devToolbar: { enabled: false },
  prefetch: false, // it would ask whoever has the port of a runner that has gone (browser/platform/lazy-import.ts)
  build: { concurrency: 4 }, // renders a page while others are written
  markdown: {
    processedDirs: [folder],
    shikiConfig: {
      theme: await codeTheme(),
      transformers: [highlightPlaceholders, highlightValues],
      langAlias: languageAliases(guides),
    },
  },
  integrations: [
    starlight({
      title,
      description: wordsOf(lang).landing.description,
      locales: { root: { label: lang, lang } },
      expressiveCode: false,
      disable404Route: true, // src/pages/404.astro
      customCss: [own('./src/styles/index.css')],
      components: {
        Head: own('./src/components/Head.astro'),
        MarkdownContent: own('./src/components/MarkdownContent.astro'),
        Search: own('./src/components/Search.astro'),
        Sidebar: own('./src/components/Sidebar.astro'),
        SkipLink: own('./src/components/SkipLink.astro'),
      },
      sidebar: pageTree(
        folder,
        pages.filter(({ entry }) => !inGuides.has(entry)),
      ),
      plugins: [searchWords(lang)],
      routeMiddleware: own('./src/site/route-data.ts'), // orders the guides' own pages
    }),
    mdx({ optimize: true }), // static parts become text in the page's module, not code
    guidepost({
      guides,
      expand,
      find,
      folder,
      pages,
      landing: own('./src/landing/index.astro'),
      lang,
      edit: config.edit ?? null,
    }),
    hosting(guides),
  ],
  vite: {
    define: { 'import.meta.env.GUIDEPOST_CHECKOUT': folder === resolve(own('./content')) }, // browser/platform/commands.ts
    server: { fs: { allow: [work, own('.'), packages] } }, // which of these files are served: server/site/dev-parts.ts
    // All packages to prepare for the browser: if Vite found one later, it would reload the first page.
    optimizeDeps: { include: ['@xterm/xterm'], noDiscovery: true },
    cacheDir: cache('vite'),
    // Node has already loaded what src/content.config.ts imports; Vite need not read a hundred files again.
    environments: {
      astro: { resolve: { external: ['astro/content/config', 'astro/loaders', '@astrojs/starlight/schema'] } },
    },
    plugins: [scriptNames()],
    build: {
      assetsInlineLimit: 0, // an inlined script would need its own hash in the policy
      rolldownOptions: {
        onLog: (level, log, next) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : next(level, log)),
      },
    },
  },
});
