/** Reads and writes files that the command line names. What is wrong with one is a mistake of the call. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { codeOf } from '../system/error-code.ts';
import { type Io, UsageError } from './io.ts';

/** Throws UsageError. */
export async function readNamed(file: string, io: Io): Promise<string> {
  try {
    return await readFile(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new UsageError(`there is no file ${file}`);
    throw new UsageError(`${file} cannot be read: ${reason(error)}`);
  }
}

/** Writes a file that must not be there yet, and its folders. Throws UsageError. */
export async function writeNew(file: string, text: string, io: Io): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    throw new UsageError(`${relative(io.cwd, file) || file} cannot be written: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  const known = REASONS[codeOf(error)];
  return known ?? (error instanceof Error ? error.message : String(error));
}

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EEXIST: 'a part of its path is a file',
  ENOTDIR: 'a part of its path is a file',
  EROFS: 'the disk is read-only',
};
