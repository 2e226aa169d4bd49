/**
 * Stores what was approved of a hosted site: a content folder named by its digest, and `pin.json`, which records that
 * digest and where the content came from. New content is first staged in a folder of this process. The files on disk
 * are hashed again when they are approved, and before they are served.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { RunbookError } from '../../src/runbook/error.ts';
import type { Guide } from '../engine/index.ts';
import { findGuides } from '../guides/read-guides.ts';
import { codeOf } from '../system/error-code.ts';
import { isAlive } from '../system/is-alive.ts';
import { NotPlain, makePrivateFolder, readPrivate, writePrivate } from '../system/private-folder.ts';
import { refuseMore, refuseTooMuch } from './data-only.ts';
import { GuideFiles, bytesOf, digestOf, inOrder, readFiles } from './manifest.ts';

const Pin = z.object({
  url: z.string(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.number(),
  guides: z.array(GuideFiles),
});
export type Pin = z.infer<typeof Pin>;

export interface Approved {
  /** The content folder that may be served; it exists if `pin` is not null. */
  readonly content: string;
  /** The folder of this site, whose name is derived from its key. */
  readonly folder: string;
  readonly pin: Pin | null;
}

/** Content that nobody has approved yet. */
export interface Staged {
  readonly folder: string;
  readonly guides: readonly Guide[];
  readonly remove: () => void;
}

/** `key` names the site, or the one guide of it, that is approved. Changes nothing on disk. */
export function openApproved(state: string, key: string): Approved {
  const folder = join(state, 'connected', createHash('sha256').update(key).digest('hex').slice(0, 16));
  return pinned(folder, readPrivate(join(folder, 'pin.json')));
}

function pinned(folder: string, text: string | null): Approved {
  const pin = text === null ? null : (Pin.safeParse(jsonOf(text)).data ?? null); // written by another version: asked about again
  const content = join(folder, pin?.digest ?? 'none');
  return { folder, content, pin: existsSync(content) ? pin : null };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Writes the files into a new folder and reads them as guides. Throws RunbookError, and leaves nothing behind, if they
 * contain more than the data of guides.
 */
export async function stage({ folder }: Approved, guides: readonly GuideFiles[]): Promise<Staged> {
  refuseTooMuch(guides);
  for (const guide of guides) refuseMore(guide);
  const isNew = !existsSync(folder);
  makePrivateFolder(folder);
  for (const name of readdirSync(folder))
    if (isLeft(name)) rmSync(join(folder, name), { recursive: true, force: true });
  const staged = join(folder, `staged-${process.pid}-${randomUUID()}`);
  const remove = () =>
    rmSync(isNew && readdirSync(folder).length < 2 ? folder : staged, { recursive: true, force: true });
  try {
    for (const guide of guides) write(join(staged, 'guides', guide.id), guide);
    const read = await findGuides(join(staged, 'guides'));
    for (const guide of read) refuseSurprises(guide, guides);
    return { folder: staged, guides: read, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Whether a process that has ended, such as one that was killed at its question, has staged this. */
function isLeft(name: string): boolean {
  const [, pid] = /^staged-(\d+)-/.exec(name) ?? [];
  return pid !== undefined && !isAlive(Number(pid));
}

function write(home: string, { files }: GuideFiles): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  for (const file of files) {
    const target = join(home, file.path);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    writeFileSync(target, bytesOf(file), { mode: file.executable ? 0o700 : 0o600, flag: 'wx' });
  }
}

/** Makes the staged files the approved ones. Throws RunbookError if they are no longer those that were shown. */
export function approve({ folder }: Approved, staged: Staged, pin: Pin): Approved {
  refuseChanged(staged.folder, pin);
  const content = join(folder, pin.digest);
  if (!isApproved(content, pin)) {
    // else another process, which may be reading it, has just approved the same
    rmSync(content, { recursive: true, force: true });
    renameSync(staged.folder, content);
  }
  const text = JSON.stringify(pin);
  writePrivate(join(folder, 'pin.json'), text);
  for (const name of readdirSync(folder))
    if (/^[0-9a-f]{64}$/.test(name) && name !== pin.digest)
      rmSync(join(folder, name), { recursive: true, force: true });
  return pinned(folder, text);
}

/** Throws RunbookError if the files in `content` are not those that were approved. */
export function refuseChanged(content: string, pin: Pin): void {
  if (isApproved(content, pin)) return;
  throw new RunbookError(
    { file: content, line: 0 },
    'this is no longer what was approved; remove it, and connect again',
  );
}

/** False also if something in `content` cannot be read, or is neither a file nor a folder. */
function isApproved(content: string, { digest, guides }: Pin): boolean {
  try {
    const found = guides.map((guide) => ({ ...guide, files: readFiles(join(content, 'guides', guide.id)) }));
    return readdirSync(join(content, 'guides')).length === guides.length && digestOf(found) === digest;
  } catch (error) {
    if (error instanceof NotPlain || codeOf(error) !== '') return false;
    throw error;
  }
}

function refuseSurprises({ runbook, folder, hashes }: Guide, guides: readonly GuideFiles[]): void {
  const [page] = runbook.pages;
  const place = { file: page?.file ?? runbook.id, line: 1 };
  const claimed = guides.find(({ id }) => id === runbook.id)?.hashes ?? {};
  if (inOrder(Object.entries(claimed)) !== inOrder([...hashes]))
    throw new RunbookError(
      place,
      'your version of Guidepost reads this guide differently from its host; use the version that the host uses',
    );
  const practice = resolve(folder, runbook.practice?.folder ?? '.');
  if (`${practice}${sep}`.startsWith(`${resolve(folder)}${sep}`)) return;
  throw new RunbookError(place, 'its practice folder is outside the guide');
}
