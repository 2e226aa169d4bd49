import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Approved, refuseChanged } from '../connect/approved.ts';
import { readAddress } from '../connect/fetch-manifest.ts';
import { findGuides } from '../guides/read-guides.ts';
import { serve } from '../http/serve.ts';
import { BuildFailed, runAstro } from '../setup/build-site.ts';
import { fingerprint } from '../setup/fingerprint.ts';
import { BASH, missingTools } from '../setup/tools.ts';
import { readArguments } from './arguments.ts';
import { askApproval } from './connect/approve.ts';
import { openEngine, runtimeFolder } from './open-engine.ts';
import { interrupted } from './interrupted.ts';
import { sitePlaces } from './find-project.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { portTaken, untilStopped } from './start.ts';
import { readSettings } from './start/start-settings.ts';

export const usage = `Usage: guidepost connect URL [FLAG...]

Runs a hosted guide on this machine, without a checkout of it. URL is the address of the site, or of any page of the
guide; http is accepted only for a host on this machine. Shows what could run and asks; what you approve is stored, and
served from 127.0.0.1. If it changes on the host later, you see the difference and are asked again.

  --digest SHA256   approve exactly this content without being asked (the digest is printed with the question)
  --no-open         do not open the browser
  --port N          use exactly this port
`;

export async function connect(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      digest: { type: 'string' },
      'no-open': { type: 'boolean' },
      port: { type: 'string' },
    },
    1,
  );
  const settings = readSettings([
    ...(values['no-open'] ? ['--no-open'] : []),
    ...(values.port === undefined ? [] : ['--port', values.port]),
  ]);
  const [text] = positionals;
  if (text === undefined)
    throw new UsageError('connect takes one address: guidepost connect https://docs.example.com/guides/my-guide/');
  const address = readAddress(text);
  if (typeof address === 'string') throw new UsageError(address);
  const missing = await missingTools([BASH]);
  for (const sentence of missing) io.err(`${sentence}\n`);
  const approved = missing.length > 0 ? null : await askApproval(address, values.digest ?? null, io);
  const dist = approved && (await built(approved, io));
  if (!approved || dist === null) return EXIT.failed;

  const content = join(approved.content, 'guides');
  const guides = await findGuides(content);
  const stop = interrupted(io);
  const engine = openEngine(io, (id) => guides.find(({ runbook }) => runbook.id === id));
  const served = await serve({
    engine,
    guides: () => guides,
    log: (line) => io.out(`${line}\n`),
    dist,
    content,
    runtime: runtimeFolder(io),
    ...(settings.port === undefined ? {} : { port: settings.port }),
  }).catch((error: unknown) => portTaken(error, settings.port));
  const [only, ...others] = guides;
  const path = only && others.length === 0 ? `/guides/${only.runbook.id}/` : '/';
  await untilStopped(served, settings, stop, io, path);
  await Promise.all([engine.shutdown(), served.close()]);
  return EXIT.passed;
}

/**
 * Builds the pages here from the approved text, so that the HTML of the host is never shown as ours. Returns the folder
 * of the site; null, after a message, if it cannot be built.
 */
async function built({ content, pin }: Approved, io: Io): Promise<string | null> {
  const places = sitePlaces({ folder: content, site: null }, io);
  const dist = places.out;
  const inputs = `${pin?.digest} ${await fingerprint(places.root, content)}`;
  const stamp = join(dist, '.guidepost-inputs');
  if (pin) refuseChanged(content, pin);
  if ((await readFile(stamp, 'utf8').catch(() => null)) === inputs) return dist;
  io.err('Building the pages …\n');
  await writeFile(join(content, 'guidepost.yaml'), CONFIG);
  try {
    const warnings = await runAstro(places, ['build', '--silent'], { env: FOREIGN });
    if (warnings !== '') io.err(`${warnings}\n`);
    await writeFile(stamp, inputs);
    return dist;
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    io.err(`The pages cannot be built here:\n${error.message}\n`);
    return null;
  }
}

/** Keeps the pages from being compiled as MDX, which could run code. */
const FOREIGN = { GUIDEPOST_FOREIGN: 'true' };

/** The configuration for the approved content: only the first pages of guides are guides. */
const CONFIG = "guides: ['guides/*/index.{md,mdx}']\n";
