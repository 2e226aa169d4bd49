import { opendir, lstat } from 'node:fs/promises';
import { join } from 'node:path';

/** The bytes that a folder takes on disk, counted like `du`; 0 if it does not exist. Reads one file after the other. */
export async function diskUsage(path: string, signal?: AbortSignal): Promise<number> {
  const seen = new Set<number>();
  return measure(path, seen, signal);
}

async function measure(path: string, seen: Set<number>, signal: AbortSignal | undefined): Promise<number> {
  signal?.throwIfAborted();
  const info = await lstat(path).catch(() => null);
  if (info === null || seen.has(info.ino)) return 0;
  if (info.nlink > 1 && !info.isDirectory()) seen.add(info.ino);
  let total = info.blocks * 512;
  if (!info.isDirectory()) return total;
  const folder = await opendir(path).catch(() => null);
  if (folder === null) return total;
  for await (const { name } of folder) total += await measure(join(path, name), seen, signal);
  return total;
}
