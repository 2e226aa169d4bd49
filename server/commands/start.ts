import { join } from 'node:path';
import type { Block } from '../../src/runbook/model.ts';
import { findGuides } from '../guides.ts';
import { openBrowser } from '../open-browser.ts';
import { serve } from '../serve.ts';
import { BuildFailed, buildSite } from '../setup/build.ts';
import { BASH, GIT, PYTHON, missingTools } from '../setup/tools.ts';
import { readArguments } from './arguments.ts';
import { openEngine, runtimeFolder } from './engine.ts';
import { interrupted } from './interrupted.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';

export const usage = `Usage: npm start [-- FLAG...]     or: guidepost start [FLAG...]

Builds the site where its sources changed, serves it with the runner on 127.0.0.1, prints the address and opens the
browser. Ctrl-C stops it and everything that it started.

  --no-open       do not open the browser
  --port N        this port, or none; otherwise one that follows from the folder, or the next that is free
  --site ORIGIN   let the hosted docs at https://… pair with this runner, after a question; may be given again
  --yes           answer the questions of the start with yes
`;

export async function start(args: readonly string[], io: Io): Promise<number> {
  const settings = readSettings(args);
  const { root } = io.facts;
  const say = (text: string) => io.err(`${text}\n`);
  const missing = await missingTools([BASH, GIT]);
  [...missing, ...(await missingTools([PYTHON]))].forEach(say);
  if (missing.length > 0 || !(await built(root, say))) return EXIT.failed;
  const sites = await consented(settings, io);

  const content = join(root, 'content', 'guides');
  const guides = await findGuides(content);
  const engine = openEngine(io, (id) => guides.find(({ runbook }) => runbook.id === id));
  const stop = interrupted(io);
  const served = await serve({
    engine,
    guides: () => guides,
    log: (line) => io.out(`${line}\n`),
    dist: join(root, 'dist'),
    content,
    sites,
    confirm: io.facts.canAsk ? (block, origin) => confirmed(block, origin, io) : null,
    ...(settings.port === undefined ? {} : { port: settings.port }),
  }).catch((error: unknown) => portTaken(error, settings.port));

  io.out(`\nGuidepost is at  ${served.link()}\nCtrl-C stops it, and everything that it started.\n\n`);
  const browser = settings.open && io.facts.isTerminal ? await openBrowser(served.link(), runtimeFolder(io)) : null;
  await stop.signal;
  io.out('Stopping …\n');
  browser?.forget();
  await Promise.all([engine.shutdown(), served.close()]);
  stop.forget();
  return EXIT.passed;
}

interface Settings {
  readonly open: boolean;
  readonly yes: boolean;
  readonly port: number | undefined;
  readonly sites: readonly string[];
}

function readSettings(args: readonly string[]): Settings {
  const { values } = readArguments(args, {
    'no-open': { type: 'boolean' },
    port: { type: 'string' },
    site: { type: 'string', multiple: true },
    yes: { type: 'boolean', short: 'y' },
  });
  return {
    open: !values['no-open'],
    yes: values.yes ?? false,
    port: values.port === undefined ? undefined : readPort(values.port),
    sites: (values.site ?? []).map(readOrigin),
  };
}

export function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 1 || port > 65_535) throw new UsageError(`--port ${text} should be a number from 1 to 65535`);
  return port;
}

function readOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:' || url?.hostname === 'localhost' || url?.hostname === '127.0.0.1') return url.origin;
  throw new UsageError(`--site ${text} should look like --site https://docs.example.com`);
}

async function built(root: string, say: (text: string) => void): Promise<boolean> {
  try {
    await buildSite(root, say);
    return true;
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    say(`The site does not build:\n${error.message}`);
    return false;
  }
}

/** A hosted page that pairs can start blocks on this machine: the reader says so, each time. */
async function consented({ sites, yes }: Settings, io: Io): Promise<readonly string[]> {
  for (const site of sites) {
    if (yes) continue;
    const answer = await io.ask(`Let pages of ${site} run this checkout's blocks on your machine? [y/N] `);
    if (answer === null) throw new UsageError(`--site ${site} needs your consent on a terminal, or --yes`);
    if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError(`not paired with ${site}`);
  }
  return sites;
}

async function confirmed(block: Block, origin: string, io: Io): Promise<boolean> {
  const answer = await io.ask(`${origin} wants to run ${block.id}: ${block.confirm ?? block.title} [y/N] `);
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}

function portTaken(error: unknown, port: number | undefined): never {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') throw new UsageError(`port ${port} is taken; leave --port out, or name another`);
  if (code === 'EACCES') throw new UsageError(`port ${port} is not ours to take; ports above 1023 are`);
  throw error;
}
