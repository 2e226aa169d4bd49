/** Decides which content of a hosted site may be served: what was approved before, or what the user approves now. */
import { join } from 'node:path';
import { RunbookError } from '../../../src/runbook/error.ts';
import { type Approved, type Staged, approve, openApproved, stage } from '../../connect/approved.ts';
import { type Address, type Found, NoManifest, fetchManifest } from '../../connect/fetch-manifest.ts';
import { type GuideFiles, digestOf } from '../../connect/manifest.ts';
import { type Review, review } from '../../connect/review.ts';
import { findGuides } from '../../guides/read-guides.ts';
import { codeOf } from '../../system/error-code.ts';
import { visible } from '../../system/log.ts';
import { stateFolder } from '../open-engine.ts';
import type { Io } from '../io.ts';

/** Null, after a message, if nothing may be served. Content with this `digest` is approved without a question. */
export async function askApproval(address: Address, digest: string | null, io: Io): Promise<Approved | null> {
  const before = openApproved(stateFolder(io), address.text);
  const found = await fetchManifest(address).catch((error: unknown) => {
    if (!(error instanceof NoManifest)) throw error;
    io.err(`${error.message}\n`);
    return null;
  });
  const now = found && (await approved(before, found, address.guide, digest, io));
  if (now) return now;
  if (!before.pin) return null;
  io.err(`Serving what you approved on ${new Date(before.pin.at).toLocaleString()}.\n`);
  return before;
}

/** The content if it is unchanged or is approved now; else null. */
async function approved(
  before: Approved,
  { url, manifest }: Found,
  guide: string | null,
  digest: string | null,
  io: Io,
): Promise<Approved | null> {
  const guides = manifest.guides.filter(({ id }) => guide === null || id === guide);
  const now = digestOf(guides);
  if (before.pin?.digest === now) return before;
  const staged = await staging(before, guides, io);
  if (!staged) return null;
  try {
    const shown = await show(before, url, staged, guides, io);
    if (!(await consents(shown, now, digest, io))) return null;
    return approve(before, staged, { url, digest: now, at: Date.now(), guides });
  } finally {
    staged.remove();
  }
}

/** Null, after a message, if the content is not only data of guides, or cannot be stored. */
async function staging(before: Approved, guides: readonly GuideFiles[], io: Io): Promise<Staged | null> {
  try {
    return await stage(before, guides);
  } catch (error) {
    if (!(error instanceof RunbookError) && codeOf(error) === '') throw error;
    io.err(
      `${error instanceof RunbookError ? visible(error.toString(), Infinity) : `It cannot be stored here: ${String(error)}`}\n`,
    );
    return null;
  }
}

async function show(
  { pin, content }: Approved,
  url: string,
  { guides }: Staged,
  files: readonly GuideFiles[],
  io: Io,
): Promise<Review> {
  const before = pin && { guides: await findGuides(join(content, 'guides')), files: pin.guides };
  const shown = review(url, before, { guides, files }, columnsOf(io));
  io.out(shown.text);
  return shown;
}

/** The width of the terminal; without one, lines are not wrapped. */
function columnsOf({ facts }: Io): number {
  return facts.isTerminal ? facts.columns : Infinity;
}

async function consents({ files }: Review, now: string, digest: string | null, io: Io): Promise<boolean> {
  if (digest !== null) {
    if (digest !== now) io.err(`The content's digest is ${now}, not ${digest}.\n`);
    return digest === now;
  }
  const more = files === '' ? '' : ', s to see what is in the files';
  let answer = await io.ask(`Digest ${now}\nLet these blocks run on this machine when you click Run? [y/N${more}] `);
  if (answer === null) io.err(`There is no terminal to ask on; --digest ${now} approves exactly this.\n`);
  if (answer?.trim() === 's' && files !== '') {
    io.out(`${files}\n`);
    answer = await io.ask('Let these blocks run on this machine when you click Run? [y/N] ');
  }
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}
