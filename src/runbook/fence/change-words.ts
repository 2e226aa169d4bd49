/** The words of a fence that changes files instead of running: `file=PATH` and `patch`. */
import { RunbookError } from '../error.ts';
import type { Place } from '../place.ts';
import { readPatch } from '../patch.ts';
import { tokens } from './read-words.ts';
import { ALSO_ON_CHANGES, WORDS } from './words.ts';

/** How a block changes files. Paths are relative to the block's directory, and cannot leave the workspace. */
export type Change =
  /** The block's text becomes the text of the file; `$NAME` in the path is replaced. */
  | { readonly by: 'file'; readonly path: string }
  /** The block's text is a unified diff of these files. */
  | { readonly by: 'patch'; readonly paths: readonly string[] }
  /** Restores the files that the block `of` has changed; added after every change, never written in a guide. */
  | { readonly by: 'restore'; readonly of: string };

/** The words of a fence about files, before its text is read. */
export interface ChangeWords {
  readonly file: string | null;
  readonly patch: boolean;
}

export function asksForChange(meta: string): boolean {
  return tokens(meta).some(({ whole, name, value }) => whole === 'patch' || (name === 'file' && value !== undefined));
}

export function refuseRunning({ file, patch }: ChangeWords, meta: string, place: Place): void {
  if (file !== null && patch)
    throw new RunbookError(place, 'a patch names its file itself, in --- a/FILE; leave file= out');
  if (file === '') throw new RunbookError(place, 'file= needs the path of a file');
  const word = tokens(meta).find(
    ({ name = '' }) => Object.hasOwn(WORDS.block, name) && !ALSO_ON_CHANGES.includes(name),
  )?.name;
  if (word !== undefined)
    throw new RunbookError(place, `${word} applies only to scripts, and this block changes a file; leave it out`);
}

/** `text` is the text of the block. Throws RunbookError if it should be a patch but is not. */
export function changeOf({ file, patch }: ChangeWords, text: string, place: Place): Change | null {
  if (patch) return { by: 'patch', paths: readPatch(text, place).map(({ path }) => path) };
  return file === null ? null : { by: 'file', path: file };
}
