/**
 * What was approved of a hosted site, on disk: `approved/` holds the content folder that may be served, `pin.json` its
 * digest and where it came from. New content is staged beside it, looked at, and only then takes its place.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { RunbookError } from '../../src/runbook/error.ts';
import type { Guide } from '../engine/index.ts';
import { findGuides } from '../guides/read-guides.ts';
import { makePrivateFolder, readPrivate, writePrivate } from '../system/private-folder.ts';
import { GuideFiles, bytesOf, inOrder } from './manifest.ts';
import { refuseCode } from './plain-markdown.ts';

const Pin = z.object({ url: z.string(), digest: z.string(), at: z.number(), guides: z.array(GuideFiles) });
export type Pin = z.infer<typeof Pin>;

export interface Approved {
  /** The content folder that may be served; it exists where `pin` is not null. */
  readonly content: string;
  /** Its name is this site's own among all that are connected. */
  readonly folder: string;
  readonly pin: Pin | null;
}

/** `key` names the site, or the one guide of it, that is approved. Changes nothing on disk. */
export function openApproved(state: string, key: string): Approved {
  const folder = join(state, 'connected', createHash('sha256').update(key).digest('hex').slice(0, 16));
  const pin = readPrivate(join(folder, 'pin.json'));
  return { folder, content: join(folder, 'approved'), pin: pin === null ? null : Pin.parse(JSON.parse(pin)) };
}

/** Writes the files into a place of their own and reads them as guides. Throws RunbookError where they are more than text. */
export async function stage({ folder }: Approved, guides: readonly GuideFiles[]): Promise<readonly Guide[]> {
  makePrivateFolder(folder);
  const staged = join(folder, 'staged');
  rmSync(staged, { recursive: true, force: true });
  for (const guide of guides) {
    const home = join(staged, 'guides', guide.id);
    for (const file of guide.files) {
      if (/\.mdx?$/.test(file.path)) refuseCode(file.path, bytesOf(file).toString());
      const target = join(home, file.path);
      mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
      writeFileSync(target, bytesOf(file), { mode: file.executable ? 0o700 : 0o600, flag: 'wx' });
    }
  }
  const read = await findGuides(join(staged, 'guides'));
  for (const guide of read) refuseSurprises(guide, guides);
  return read;
}

/** The staged content takes the place of what was approved before. */
export function approve(approved: Approved, pin: Pin): void {
  rmSync(approved.content, { recursive: true, force: true });
  rmSync(join(approved.folder, 'pin.json'), { force: true });
  renameSync(join(approved.folder, 'staged'), approved.content);
  writePrivate(join(approved.folder, 'pin.json'), JSON.stringify(pin));
}

function refuseSurprises({ runbook, folder, hashes }: Guide, guides: readonly GuideFiles[]): void {
  const [page] = runbook.pages;
  const place = { file: page?.file ?? runbook.id, line: 1 };
  const claimed = guides.find(({ id }) => id === runbook.id)?.hashes ?? {};
  if (inOrder(Object.entries(claimed)) !== inOrder([...hashes]))
    throw new RunbookError(place, 'this guide means something else to your version of Guidepost than to its host');
  const practice = resolve(folder, runbook.practice?.folder ?? '.');
  if (`${practice}${sep}`.startsWith(`${resolve(folder)}${sep}`)) return;
  throw new RunbookError(place, 'its practice folder lies outside of the guide');
}
