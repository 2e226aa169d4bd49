/**
 * `guidepost/astro`, an integration for any Starlight or Astro site. The site keeps its theme, its pages and its
 * Markdown plugins; its fences become blocks, and its pages connect to a runner if there is one.
 */
import type { AstroConfig, AstroIntegration } from 'astro';
import { readFileSync, writeFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { RunbookError } from '../../src/runbook/error.ts';
import { guidesModule, markdownOptions, ownerOf } from '../../src/site/guides-in-astro.ts';
import { expandMarkdown, includedFiles, includes } from '../../src/site/includes.ts';
import { inlineScript } from '../../src/site/inline-script.ts';
import { mark } from '../../src/site/mark.ts';
import { partsPlace } from '../../src/site/parts-place.ts';
import { unsealer } from '../../src/site/sanitize.ts';
import { siteWords } from '../../src/site/site-words.ts';
import { wordsOf } from '../../src/words/index.ts';
import { manifestOf } from '../connect/manifest.ts';
import { expandPage } from '../guides/include.ts';
import { type Project, readProject } from '../project/project.ts';

const own = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

export default function guidepost(): AstroIntegration {
  let project: Project;
  return {
    name: 'guidepost',
    hooks: {
      'astro:config:setup': async ({
        command,
        config,
        updateConfig,
        injectScript,
        addMiddleware,
        addWatchFile,
        logger,
      }) => {
        const find = () => readSite(config);
        project = await find();
        for (const error of project.broken) logger.warn(error.toString());
        const guides = async () => (command === 'dev' ? await find() : project).guides;
        const owner = (url: URL) => ownerOf(guides, url);
        const lang = project.config.lang ?? 'en';
        const { mdastPlugins, hastPlugins } = markdownOptions(config);
        const included = includedFiles(project.guides);
        for (const file of included) addWatchFile(file);
        const expand = (file: string, text: string) => expanded(file, text, (message) => logger.warn(message));
        expandMarkdown(config, expand, included);
        mdastPlugins.push(mark(owner, wordsOf(lang).stepMarkup, { copyOthers: false }), partsPlace(owner));
        hastPlugins.push(unsealer);
        injectScript('head-inline', inlineScript(readFileSync(own('browser/runner/arrival.js'), 'utf8')));
        injectScript('page-ssr', `import ${JSON.stringify(own('styles/any-site.css'))};`);
        injectScript('page', `import ${JSON.stringify(own(`any-site/page${ENDING}`))};`);
        addMiddleware({ entrypoint: own(`any-site/fill-parts${ENDING}`), order: 'pre' });
        updateConfig({
          // Served by a runner, it would ask whoever has the port of a runner that has gone (browser/platform/lazy-import.ts).
          ...(process.env['GUIDEPOST_SITE_FACTS'] === undefined ? {} : { prefetch: false }),
          vite: {
            plugins: [guidesModule(guides), includes(expand), siteWords(lang)],
            resolve: { dedupe: ['astro'] }, // our components must use the site's own Astro
            ssr: { noExternal: ['guidepost'] },
          },
        });
      },
      'astro:config:done': ({ config: { base, output } }) => {
        // `guidepost start` reads these, to serve the site below its base path.
        const facts = process.env['GUIDEPOST_SITE_FACTS'];
        if (facts !== undefined) writeFileSync(facts, JSON.stringify({ base, output }));
      },
      'astro:build:done': ({ dir }) =>
        writeFileSync(new URL('guidepost.json', dir), JSON.stringify(manifestOf(project.guides))),
    },
  };
}

/** The modules are TypeScript in a checkout of Guidepost, and JavaScript in the package. */
const ENDING = import.meta.filename.endsWith('.ts') ? '.ts' : '.js';

/** A file that cannot be read is not a guide, and is shown as it is. */
function expanded(file: string, text: string, warn: (message: string) => void): string {
  try {
    return expandPage(file, text).text;
  } catch (error) {
    if (!(error instanceof RunbookError)) throw error;
    warn(error.toString());
    return text;
  }
}

async function readSite({ root, srcDir }: AstroConfig): Promise<Project> {
  const project = await readProject(fileURLToPath(root));
  if (project.site === null)
    throw new Error("Guidepost found no 'guidepost/astro' in an astro.config file of this folder");
  const src = await realpath(srcDir);
  if (!project.config.folder && project.folder !== src)
    throw new Error(`Guidepost reads ${project.folder}, this site ${src}: name it in a guidepost.yaml, with folder:`);
  return project;
}
