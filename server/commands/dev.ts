import { join } from 'node:path';
import type { AstroIntegration } from 'astro';
import { dev as astroDev } from 'astro';
import { openBrowser } from '../open-browser.ts';
import { portOf } from '../port.ts';
import { attach } from '../serve.ts';
import type { RunnerSettings, Served } from '../serve.ts';
import { BASH, missingTools } from '../setup/tools.ts';
import { watchGuides } from '../setup/watch-guides.ts';
import type { Watched } from '../setup/watch-guides.ts';
import { readArguments } from './arguments.ts';
import { openEngine, runtimeFolder } from './engine.ts';
import { interrupted } from './interrupted.ts';
import { EXIT } from './io.ts';
import type { Io } from './io.ts';
import { readPort } from './start.ts';

export const usage = `Usage: npm run dev [-- FLAG...]     or: guidepost dev [FLAG...]

The site with hot reload, for authors: a page is there a moment after its file was saved, and so are its blocks.

  --no-open   do not open the browser
  --port N    this port
`;

export async function dev(args: readonly string[], io: Io): Promise<number> {
  const { values } = readArguments(args, { 'no-open': { type: 'boolean' }, port: { type: 'string' } });
  const missing = await missingTools([BASH]);
  for (const sentence of missing) io.err(`${sentence}\n`);
  if (missing.length > 0) return EXIT.failed;

  const { root } = io.facts;
  const content = join(root, 'content', 'guides');
  const log = (line: string) => io.out(`${line}\n`);
  const watched = await watchGuides(content, log);
  const engine = openEngine(io, (id) => watched.guides().find(({ runbook }) => runbook.id === id));
  const stop = interrupted(io);
  const runner = attachRunner({ engine, guides: watched.guides, log }, watched, content);
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  const site = await astroDev({
    root,
    server: { host: '127.0.0.1', port: values.port === undefined ? portOf(content) : readPort(values.port) },
    integrations: [runner.integration],
  });
  const link = (await runner.served()).link();
  io.out(`\nGuidepost is at  ${link}\nCtrl-C stops it, and everything that it started.\n\n`);
  const opens = io.facts.isTerminal && !values['no-open'];
  const browser = opens ? await openBrowser(link, runtimeFolder(io)) : null;
  await stop.signal;
  io.out('Stopping …\n');
  browser?.forget();
  await Promise.all([engine.shutdown(), (await runner.served()).close(), site.stop()]);
  stop.forget();
  return EXIT.passed;
}

/** The runner on the port of Astro's own server, also when that restarts after a change of its configuration. */
function attachRunner(settings: RunnerSettings, watched: Watched, content: string) {
  let attached = Promise.withResolvers<Served>();
  let used = false;
  const integration: AstroIntegration = {
    name: 'guidepost-runner',
    hooks: {
      'astro:server:setup': ({ server }) => {
        if (used) {
          void attached.promise.then((old) => old.close());
          attached = Promise.withResolvers();
        }
        used = true;
        if (!server.httpServer) throw new Error("Astro's server listens on no port");
        // it begins to listen only after this hook
        attach(server.httpServer as Parameters<typeof attach>[0], settings).then(attached.resolve, attached.reject);
        server.watcher.on('all', (_, file) => {
          if (file.startsWith(content)) void announce();
        });
      },
    },
  };
  return { integration, served: () => attached.promise };

  async function announce(): Promise<void> {
    const served = await attached.promise;
    for (const guide of await watched.refresh()) served.changed(guide);
  }
}
