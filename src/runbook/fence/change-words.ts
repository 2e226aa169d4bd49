/** The words of a fence that changes files instead of running: `file=PATH`, and `patch`. */
import { RunbookError } from '../error.ts';
import type { Place } from '../place.ts';
import { readPatch } from '../patch.ts';
import { tokens } from './read-words.ts';

/** Files that a block changes. Their paths begin at the block's directory and stay in the workspace. */
export type Change =
  /** The block's text is what the file says afterwards; `$NAME` in the path is replaced. */
  | { readonly by: 'file'; readonly path: string }
  /** The block's text is a unified diff of these files. */
  | { readonly by: 'patch'; readonly paths: readonly string[] }
  /** Puts back what the files of the block `of` were; such a block stands behind every change, and in no guide. */
  | { readonly by: 'restore'; readonly of: string };

/** What a fence says about files, before its text is read. */
export interface ChangeWords {
  readonly file: string | null;
  readonly patch: boolean;
}

/** They say how a script runs. A change has none; its question is the difference it makes, and its undo stands ready. */
const ABOUT_RUNNING = ['probe', 'service', 'tty', 'run', 'with', 'ready', 'retry', 'timeout', 'stop', 'undo'];

export function asksForChange(meta: string): boolean {
  return tokens(meta).some(({ whole, name, value }) => whole === 'patch' || (name === 'file' && value !== undefined));
}

export function refuseRunning({ file, patch }: ChangeWords, meta: string, place: Place): void {
  if (file !== null && patch)
    throw new RunbookError(place, 'a patch names its file itself, in --- a/FILE; leave file= out');
  if (file === '') throw new RunbookError(place, 'file= needs the path of a file');
  const word = tokens(meta).find(({ name }) => name !== undefined && ABOUT_RUNNING.includes(name))?.name;
  if (word !== undefined)
    throw new RunbookError(place, `${word} is about a script that runs, and this block changes a file; leave it out`);
}

/** `text` is the block's. Throws RunbookError for a patch that is none. */
export function changeOf({ file, patch }: ChangeWords, text: string, place: Place): Change | null {
  if (patch) return { by: 'patch', paths: readPatch(text, place).map(({ path }) => path) };
  return file === null ? null : { by: 'file', path: file };
}
