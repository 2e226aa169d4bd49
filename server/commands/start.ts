import { acceptingGuides } from '../consent/accept.ts';
import { pageCode } from '../project/page-code.ts';
import { openBrowser } from '../http/open-browser.ts';
import { serve } from '../http/serve.ts';
import type { Served } from '../http/serve.ts';
import { BuildFailed, type SitePlaces, buildSite, siteFacts, withSlash } from '../setup/build-site.ts';
import { called, findProject, sitePlaces } from './find-project.ts';
import { renewal } from '../setup/renew.ts';
import { BASH, GIT, PYTHON, missingTools } from '../setup/tools.ts';
import { openEngine, runtimeFolder, stateFolder } from './open-engine.ts';
import { interrupted } from './interrupted.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { leftWords } from './sessions/copies.ts';
import { reporter } from './session-report.ts';
import { confirmer, mustConsent, trusts } from './start/consent.ts';
import { FLAGS, readSettings } from './start/start-settings.ts';
import type { StartSettings } from './start/start-settings.ts';

export const usage = `Usage: npm start [-- FLAG...]     or: guidepost start [PATH] [FLAG...]

Builds the site if its sources have changed, serves it with a runner on 127.0.0.1, prints the address and opens the
browser. PATH is a folder with Markdown, or a file; by default, this folder. Ctrl-C stops it and everything that it
started.

${FLAGS}`;

export async function start(args: readonly string[], io: Io): Promise<number> {
  const settings = readSettings(args);
  await mustConsent(settings, io);
  const say = (text: string) => io.err(`${text}\n`);
  const wanted = missingTools([PYTHON]); // reported if missing, but not required
  const missing = await missingTools([BASH, GIT]);
  missing.forEach(say);
  (await wanted).forEach(say);
  if (missing.length > 0) return EXIT.failed;
  const project = await findProject(settings.path, io);
  project.broken.forEach((error) => say(error.toString()));
  const { folder, config } = project;
  const places = sitePlaces(project, io);
  // Ask before pages are compiled, because what a page imports runs while the site is built.
  const code = await pageCode(project);
  if (!(await trusts(folder, project.guides, settings, io, code)) || !(await built(places, say))) return EXIT.failed;

  const { base, themed } = await howServed(places, config.base);
  const stop = interrupted(io);
  const { guides, accept } = acceptingGuides(project.guides);
  const build = async () => {
    if (await built(places, say)) served.renew();
  };
  const read = async () => (await findProject(settings.path, io)).guides;
  const renew = renewal({ read, guides, build, say });
  const engine = openEngine(io, (id) => guides().find(({ runbook }) => runbook.id === id));
  const served = await serve({
    engine,
    guides,
    accept: settings.author ? (...what) => accept(...what).then(() => void renew()) : null,
    log: (line) => io.out(`${line}\n`),
    dist: places.out,
    base,
    themed,
    content: folder,
    sites: settings.sites,
    homes: settings.homes ?? new Map(),
    confirm: confirmer(io),
    ...(await reporter(io)),
    runtime: runtimeFolder(io),
    ...(settings.port === undefined ? {} : { port: settings.port }),
  }).catch((error: unknown) => portTaken(error, settings.port));
  await untilStopped(served, settings, stop, io, base);
  await Promise.all([engine.shutdown(), served.close()]);
  return EXIT.passed;
}

/** Prints the address, opens the browser, and waits for Ctrl-C. A second Ctrl-C has no effect. */
export async function untilStopped(
  served: Served,
  { open, sites }: StartSettings,
  stop: ReturnType<typeof interrupted>,
  io: Io,
  path = '/',
): Promise<void> {
  const link = served.link(path);
  const hosted = sites.map((site) => `and for ${site}  ${served.link(undefined, site)}\n`).join('');
  io.out(`\nGuidepost is at  ${link}\n${hosted}Ctrl-C stops it, and everything that it started.\n\n`);
  const browser = open && io.facts.isTerminal ? await openBrowser(link, runtimeFolder(io)) : null;
  const stopped = new AbortController();
  tellLeft(stopped.signal, io);
  await stop.signal;
  stopped.abort();
  io.out('Stopping …\n');
  browser?.forget();
}

/** Reports abandoned sessions. Not awaited, because measuring gigabytes takes a while. */
function tellLeft(signal: AbortSignal, io: Io): void {
  leftWords(stateFolder(io), called(io), signal).then(
    (words) => words !== null && io.out(`${words}\n\n`),
    (error: unknown) => {
      if (!signal.aborted) io.err(`The size of old sessions could not be determined: ${String(error)}\n`);
    },
  );
}

async function built(places: SitePlaces, say: (text: string) => void): Promise<boolean> {
  try {
    await buildSite(places, say);
    return true;
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    say(`The site cannot be built:\n${error.message}`);
    return false;
  }
}

/** The base path of the site, which an Astro site states itself, and whether it has its own theme. */
async function howServed(
  places: SitePlaces,
  configured = '/',
): Promise<{ readonly base: string; readonly themed: boolean }> {
  if (!places.site) return { base: withSlash(configured), themed: false };
  const { base, output } = await siteFacts(places);
  if (output === 'server')
    throw new UsageError("this site is rendered by a server (output: 'server'); guidepost dev serves it with a runner");
  return { base: withSlash(base), themed: true };
}

/** Throws UsageError with advice if the port cannot be used; any other error is thrown again. */
export function portTaken(error: unknown, port: number | undefined): never {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') throw new UsageError(`port ${port} is in use; leave out --port, or give another port`);
  if (code === 'EACCES') throw new UsageError(`port ${port} needs administrator rights; use one above 1023`);
  throw error;
}
