/**
 * Refuses links that lead out of a guide's folder: they could put any file of the machine onto the site, or into a
 * practice copy.
 */
import { readdir, readlink, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { RunbookError } from '../../src/runbook/error.ts';

/** Folders of tools, which are never published; a virtual environment is full of links. */
const LEFT_BEHIND = new Set(['.git', 'node_modules', '__pycache__', 'venv', '.venv']);

/** Throws RunbookError if `path` leads out of `folder` through a link, or is neither a file nor a folder. */
export async function refuseLinkOut(path: string, folder: string): Promise<void> {
  const [real, home] = [await realpath(path), await realpath(folder)];
  if (!isInside(real, home))
    throw new RunbookError({ file: path, line: 0 }, `is a link out of ${folder}; put the file itself there`);
  const found = await stat(path);
  if (!found.isFile() && !found.isDirectory()) throw new RunbookError({ file: path, line: 0 }, NEITHER);
}

/** For a named pipe, a socket or a device: reading one could wait for ever. */
const NEITHER = 'is neither a file nor a folder; remove it';

/** The same for everything below `folder`. Relative links that stay inside are allowed, and are copied with it. */
export async function refuseLinksOut(folder: string): Promise<void> {
  const home = resolve(folder);
  await walk(home);

  async function walk(at: string): Promise<void> {
    for (const entry of await readdir(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      if (entry.isSymbolicLink()) await refuseLink(path);
      else if (!entry.isDirectory() && !entry.isFile()) throw new RunbookError({ file: path, line: 0 }, NEITHER);
      else if (entry.isDirectory() && !LEFT_BEHIND.has(entry.name)) await walk(path);
    }
  }

  async function refuseLink(path: string): Promise<void> {
    const target = await readlink(path);
    if (!target.startsWith('/') && isInside(resolve(dirname(path), target), home)) return;
    throw new RunbookError({ file: path, line: 0 }, `is a link out of the practice folder, to ${target}`);
  }
}

function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
