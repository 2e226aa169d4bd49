/**
 * One file in a workspace: found without following a link, read as text, replaced atomically. Every obstacle throws
 * ChangeRefused, and nothing has then changed.
 */
import { randomBytes } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import {
  type Stats,
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { codeOf } from '../../system/error-code.ts';

/** Why a file is not changed; the message is for the reader. */
export class ChangeRefused extends Error {}

export interface WorkspaceFile {
  /** Begins with the real path of the workspace; no part after that is a link. */
  readonly path: string;
  /** The path relative to the workspace, as shown to the reader. */
  readonly name: string;
}

export interface Content {
  /** Null if there is no file. */
  readonly text: string | null;
  readonly mode: number;
}

const LIMIT = 1 << 20; // bytes; nobody reads the diff of a larger file
const NEW = 0o644;

/**
 * `from`: what a relative path starts from. Throws ChangeRefused if the path leaves the workspace or crosses a link.
 */
export function locate(workspace: string, from: string, path: string): WorkspaceFile {
  const root = realpathSync(workspace);
  const target = resolve(from, path);
  const name = below(workspace, target) ?? below(root, target);
  if (name === null) throw new ChangeRefused(`${target} is outside the workspace ${workspace}`);
  const file = { path: join(root, name), name };
  refuseLinks(root, file);
  return file;
}

/** Throws ChangeRefused if it is not a UTF-8 text file of at most 1 MiB. */
export function read({ path, name }: WorkspaceFile): Content {
  const info = look(path);
  if (info === null) return { text: null, mode: NEW };
  if (!info.isFile()) throw new ChangeRefused(`${name} is not a regular file`);
  if (info.size > LIMIT) throw new ChangeRefused(`${name} is larger than 1 MiB; change it by hand`);
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const bytes = readFileSync(file);
    if (!isUtf8(bytes)) throw new ChangeRefused(`${name} is not UTF-8 text`);
    return { text: bytes.toString('utf8'), mode: info.mode & 0o7777 };
  } finally {
    closeSync(file);
  }
}

/** Writes the file or, if `text` is null, removes it. Returns the folders that it had to make, outermost first. */
export function write(workspace: string, file: WorkspaceFile, { text, mode }: Content): readonly string[] {
  const root = realpathSync(workspace);
  if (text === null) {
    refuseLinks(root, file);
    if (look(file.path)) unlinkSync(file.path);
    return [];
  }
  const draft = join(dirname(file.path), `.guidepost-${randomBytes(9).toString('hex')}`);
  const [made, opened] = begin(file, draft);
  try {
    writeAll(opened, Buffer.from(text));
    fchmodSync(opened, mode);
    refuseLinks(root, file); // one may have been made in the meantime
    renameSync(draft, file.path);
  } catch (error) {
    unlinkSync(draft);
    throw error;
  } finally {
    closeSync(opened);
  }
  return made;
}

/** Makes the missing folders and opens the draft beside the file. */
function begin({ path, name }: WorkspaceFile, draft: string): readonly [made: readonly string[], opened: number] {
  try {
    const made = makeFolders(dirname(path));
    const how = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    return [made, openSync(draft, how, 0o600)];
  } catch (error) {
    const code = codeOf(error);
    if (!['EACCES', 'EPERM', 'EROFS'].includes(code)) throw error;
    throw new ChangeRefused(`you may not write into the folder of ${name} (${code})`);
  }
}

/** Removes folders, innermost first, up to one that is not empty. */
export function removeFolders(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      return; // not empty
    }
  }
}

function below(folder: string, target: string): string | null {
  const name = relative(folder, target);
  return name === '' || name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name) ? null : name;
}

function refuseLinks(root: string, { name }: WorkspaceFile): void {
  const parts = name.split(sep);
  for (const [index] of parts.entries()) {
    const part = parts.slice(0, index + 1).join(sep);
    const info = look(join(root, part));
    if (info === null) return;
    if (info.isSymbolicLink()) throw new ChangeRefused(`${part} is a link; Guidepost changes no file through a link`);
    if (index < parts.length - 1 && !info.isDirectory()) throw new ChangeRefused(`${part} is not a folder`);
  }
}

function look(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}

function makeFolders(folder: string): readonly string[] {
  if (look(folder)) return [];
  const made = makeFolders(dirname(folder));
  mkdirSync(folder);
  return [...made, folder];
}

function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
