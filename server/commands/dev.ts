import type { AstroIntegration, dev as ownDev } from 'astro';
import { acceptOutput } from '../consent/accept.ts';
import { portOf } from '../http/port.ts';
import { attach } from '../http/serve.ts';
import type { Served } from '../http/serve.ts';
import { pageCode } from '../project/page-code.ts';
import { QUIET, type SitePlaces, astroOf, configFrom, moduleFolders, prepare, withSlash } from '../setup/build-site.ts';
import { BASH, missingTools } from '../setup/tools.ts';
import { watchGuides } from '../setup/watch-guides.ts';
import type { Watched } from '../setup/watch-guides.ts';
import { openEngine, runtimeFolder } from './open-engine.ts';
import { findProject, sitePlaces } from './find-project.ts';
import { interrupted } from './interrupted.ts';
import { EXIT } from './io.ts';
import type { Io } from './io.ts';
import { reporter } from './session-report.ts';
import { confirmer, mustConsent, trusts } from './start/consent.ts';
import { FLAGS, readSettings } from './start/start-settings.ts';
import { untilStopped } from './start.ts';

export const usage = `Usage: npm run dev [-- FLAG...]     or: guidepost dev [PATH] [FLAG...]

Serves the site with live reload, for authors: a page and its blocks are updated a moment after their file is saved.

${FLAGS}`;

/** An editor empties a file before it writes it, and the watcher may tell of the first only. */
const SETTLES = 100; // ms

export async function dev(args: readonly string[], io: Io): Promise<number> {
  const settings = readSettings(args);
  const missing = await missingTools([BASH]);
  for (const sentence of missing) io.err(`${sentence}\n`);
  if (missing.length > 0) return EXIT.failed;

  const path = settings.path ?? process.env['GUIDEPOST_CONTENT'];
  const project = await findProject(path, io);
  const { folder: content } = project;
  const log = (line: string) => io.out(`${line}\n`);
  const watched = await watchGuides(() => findProject(path, io), log);
  await mustConsent(settings, io);
  if (!(await trusts(content, watched.guides(), settings, io, await pageCode(project)))) return EXIT.failed;

  const stop = interrupted(io);
  const engine = openEngine(io, (id) => watched.guides().find(({ runbook }) => runbook.id === id));
  const runtime = runtimeFolder(io);
  const { guides } = watched;
  const places = sitePlaces(project, io);
  const parts = {
    work: places.work,
    modules: moduleFolders(places),
    pictures: content,
    base: () => runner.base(),
  };
  const runner = attachRunner(
    {
      dev: parts,
      engine,
      guides,
      log,
      runtime,
      sites: settings.sites,
      homes: settings.homes ?? new Map(),
      confirm: confirmer(io),
      ...(await reporter(io)),
    },
    watched,
    content,
  );
  const site = await serveDevelopment(places, settings.port ?? portOf(content), [runner.integration]);
  await untilStopped(await runner.served(), settings, stop, io, runner.base());
  await Promise.all([engine.shutdown(), (await runner.served()).close(), site.stop()]);
  return EXIT.passed;
}

/** Starts Astro's development server. It sends nothing over the network. */
async function serveDevelopment(places: SitePlaces, port: number, integrations: AstroIntegration[]) {
  Object.assign(process.env, QUIET, await prepare(places));
  const { work } = places;
  process.chdir(work);
  const { dev: astroDev } = astroOf(places) as { dev: typeof ownDev };
  const before = process.listeners('SIGTERM');
  const site = await astroDev({
    root: work,
    configFile: configFrom(places),
    server: { host: '127.0.0.1', port },
    integrations,
  });
  // Vite would end this process on TERM, while the processes of sessions are still being stopped.
  for (const listener of process.listeners('SIGTERM')) {
    if (!before.includes(listener)) process.off('SIGTERM', listener);
  }
  return site;
}

/** Attaches the runner to Astro's server, and again whenever that restarts because its configuration has changed. */
function attachRunner(settings: Omit<Parameters<typeof attach>[1], 'accept'>, watched: Watched, content: string) {
  let attached = Promise.withResolvers<Served>();
  let used = false;
  let base = '/';
  let settle: NodeJS.Timeout | undefined;
  const integration: AstroIntegration = {
    name: 'guidepost-runner',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = withSlash(config.base);
      },
      'astro:server:setup': ({ server }) => {
        if (used) {
          void attached.promise.then((old) => old.close());
          attached = Promise.withResolvers();
        }
        used = true;
        if (!server.httpServer) throw new Error("Astro's server is not listening on a port");
        // It starts to listen only after this hook.
        attach(server.httpServer as Parameters<typeof attach>[0], { ...settings, accept }).then(
          attached.resolve,
          attached.reject,
        );
        server.watcher.on('all', (_, file) => {
          if (file.startsWith(content)) settle = restart(settle, announce);
        });
      },
    },
  };
  return { integration, served: () => attached.promise, base: () => base };

  /** Reads the guides again at once, so that the next run uses the accepted check even before the watcher notices. */
  async function accept(...what: Parameters<typeof acceptOutput>): Promise<void> {
    await acceptOutput(...what);
    await announce();
  }

  async function announce(): Promise<void> {
    const served = await attached.promise;
    for (const guide of await watched.refresh()) served.changed(guide);
  }
}

function restart(timer: NodeJS.Timeout | undefined, act: () => Promise<void>): NodeJS.Timeout {
  clearTimeout(timer);
  return setTimeout(() => void act(), SETTLES);
}
