import { cp, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { RunbookError } from '../../src/runbook/error.ts';
import { type Approved, approve, openApproved, stage } from '../connect/approved.ts';
import { type Found, NoManifest, fetchManifest } from '../connect/fetch-manifest.ts';
import { digestOf } from '../connect/manifest.ts';
import { review } from '../connect/review.ts';
import { findGuides } from '../guides.ts';
import { serve } from '../serve.ts';
import { runAstro } from '../setup/build.ts';
import { fingerprint } from '../setup/fingerprint.ts';
import { readArguments } from './arguments.ts';
import { openEngine, runtimeFolder, stateFolder } from './engine.ts';
import { interrupted } from './interrupted.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { untilStopped } from './start.ts';
import { readSettings } from './start/settings.ts';

export const usage = `Usage: guidepost connect URL [FLAG...]

Runs a hosted guide on this machine, without a checkout. Shows what would become runnable and asks; what you approve
is kept, and served from 127.0.0.1. What changes on the host later is shown as a difference and asked about again.

  --digest SHA256   approve exactly this content without being asked (the digest is printed with the question)
  --no-open         do not open the browser
  --port N          this port
`;

export async function connect(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, {
    digest: { type: 'string' },
    'no-open': { type: 'boolean' },
    port: { type: 'string' },
  });
  const settings = readSettings([
    ...(values['no-open'] ? ['--no-open'] : []),
    ...(values.port === undefined ? [] : ['--port', values.port]),
  ]);
  const [address, ...rest] = positionals;
  if (address === undefined || rest.length > 0) throw new UsageError('connect takes one address');
  const approved = await settle(address, values.digest ?? null, io);
  if (approved === null) return EXIT.failed;

  const dist = await build(approved, io);
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
    foreign: true,
    runtime: runtimeFolder(io),
    ...(settings.port === undefined ? {} : { port: settings.port }),
  });
  await untilStopped(served, settings, stop, io);
  await Promise.all([engine.shutdown(), served.close()]);
  return EXIT.passed;
}

/** The pages are ours, made here from the approved text: what the host serves as HTML is never shown as our own. */
async function build({ content, folder, pin }: Approved, io: Io): Promise<string> {
  const { root } = io.facts;
  // Inside the project: from elsewhere Astro would build in a place that all such builds share.
  const dist = join(root, 'node_modules', '.cache', 'connected', basename(folder));
  const [stamp, inputs] = [join(dist, '.guidepost-inputs'), `${pin?.digest} ${await fingerprint(root)}`];
  if ((await readFile(stamp, 'utf8').catch(() => null)) === inputs) return dist;
  io.err('Building the pages …\n');
  await cp(join(root, 'content', 'manual'), join(content, 'manual'), { recursive: true });
  // Astro's settings take places relative to the project.
  const env = { GUIDEPOST_CONTENT: relative(root, content), GUIDEPOST_OUT: relative(root, dist) };
  await runAstro(root, ['build', '--silent'], { env });
  await writeFile(stamp, inputs);
  return dist;
}

/** What may be served: approved before and unchanged, approved now, or, where the host or the answer is no, what was before. */
async function settle(address: string, digest: string | null, io: Io): Promise<Approved | null> {
  const state = stateFolder(io);
  const found = await fetchManifest(address).catch((error: unknown) => {
    if (!(error instanceof NoManifest)) throw error;
    return error;
  });
  if (found instanceof NoManifest) {
    io.err(`${found.message}\n`);
    const known = openApproved(state, address);
    if (known.pin) io.err(`Serving what you approved on ${new Date(known.pin.at).toLocaleString()}.\n`);
    return known.pin ? known : null;
  }
  const approved = openApproved(state, address);
  const wanted = found.manifest.guides.filter(({ id }) => found.guide === null || id === found.guide);
  const now = digestOf(wanted);
  if (approved.pin?.digest === now) return approved;
  const answer = await consents(approved, found, wanted, { now, digest }, io);
  if (answer) approve(approved, { url: found.url, digest: now, at: Date.now(), guides: wanted });
  else if (approved.pin) io.err('Serving what you approved before.\n');
  return answer ? openApproved(state, address) : approved.pin && approved;
}

async function consents(
  approved: Approved,
  { url }: Found,
  wanted: Parameters<typeof stage>[1],
  { now, digest }: { now: string; digest: string | null },
  io: Io,
): Promise<boolean> {
  try {
    const guides = await stage(approved, wanted);
    const { pin } = approved;
    const before = pin && { guides: await findGuides(join(approved.content, 'guides')), files: pin.guides };
    io.out(review(url, before, { guides, files: wanted }));
  } catch (error) {
    if (!(error instanceof RunbookError)) throw error;
    io.err(`${error.toString()}\n`);
    return false;
  }
  if (digest !== null) {
    if (digest !== now) io.err(`The content's digest is ${now}, not ${digest}.\n`);
    return digest === now;
  }
  const answer = await io.ask(`Digest ${now}\nLet these blocks run on this machine when you click Run? [y/N] `);
  if (answer === null) io.err(`There is no terminal to ask on; --digest ${now} approves exactly this.\n`);
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}
