/** What may be served of a hosted site: what was approved before, or what somebody approves now. */
import { join } from 'node:path';
import { RunbookError } from '../../../src/runbook/error.ts';
import { type Approved, approve, openApproved, stage } from '../../connect/approved.ts';
import { type Address, type Found, NoManifest, fetchManifest } from '../../connect/fetch-manifest.ts';
import { type GuideFiles, digestOf } from '../../connect/manifest.ts';
import { type Review, review } from '../../connect/review.ts';
import { findGuides } from '../../guides/read-guides.ts';
import { stateFolder } from '../open-engine.ts';
import type { Io } from '../io.ts';

/** Null where nothing may; then it has been said why. `digest` approves without a question. */
export async function askApproval(address: Address, digest: string | null, io: Io): Promise<Approved | null> {
  const open = () => openApproved(stateFolder(io), address.text);
  const before = open();
  const found = await fetchManifest(address).catch((error: unknown) => {
    if (!(error instanceof NoManifest)) throw error;
    io.err(`${error.message}\n`);
    return null;
  });
  if (found && (await isApproved(before, found, address.guide, digest, io))) return open();
  if (!before.pin) return null;
  io.err(`Serving what you approved on ${new Date(before.pin.at).toLocaleString()}.\n`);
  return before;
}

/** Unchanged since it was approved, or approved now. */
async function isApproved(
  approved: Approved,
  { url, manifest }: Found,
  guide: string | null,
  digest: string | null,
  io: Io,
): Promise<boolean> {
  const guides = manifest.guides.filter(({ id }) => guide === null || id === guide);
  const now = digestOf(guides);
  if (approved.pin?.digest === now) return true;
  const shown = await show(approved, url, guides, io);
  if (shown === null || !(await consents(shown, now, digest, io))) return false;
  approve(approved, { url, digest: now, at: Date.now(), guides });
  return true;
}

/** Null where it is more than text, which nobody is asked about. */
async function show(approved: Approved, url: string, files: readonly GuideFiles[], io: Io): Promise<Review | null> {
  try {
    const guides = await stage(approved, files);
    const { pin, content } = approved;
    const before = pin && { guides: await findGuides(join(content, 'guides')), files: pin.guides };
    const shown = review(url, before, { guides, files });
    io.out(shown.text);
    return shown;
  } catch (error) {
    if (!(error instanceof RunbookError)) throw error;
    io.err(`${error.toString()}\n`);
    return null;
  }
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
