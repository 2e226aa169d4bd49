import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { guideFolders, readGuide } from '../guides/read-guides.ts';
import type { Guide } from '../engine/index.ts';
import { UsageError } from './io.ts';
import type { Io } from './io.ts';
import { suggestion } from './suggest.ts';

/** The guide that a user means: the name of one in content/guides, or a path to a Markdown file or a guide's folder. */
export async function findGuide(nameOrPath: string | undefined, io: Io): Promise<Guide> {
  if (nameOrPath === undefined) throw new UsageError('name a guide, or give the path of a Markdown file');
  const names = await guideNames(io);
  if (names.includes(nameOrPath)) return readGuide(join(guidesFolder(io), nameOrPath));
  const path = resolve(io.cwd, nameOrPath);
  if (await exists(path)) return readGuide(path);
  const looksLikePath = /[/\\]|\.mdx?$/.test(nameOrPath);
  if (looksLikePath) throw new UsageError(`there is no file ${nameOrPath}`);
  throw new UsageError(`there is no guide ${nameOrPath}${suggestion(nameOrPath, names)}`);
}

/** The folders of content/guides. */
export function guideNames(io: Io): Promise<readonly string[]> {
  return guideFolders(guidesFolder(io));
}

function guidesFolder(io: Io): string {
  return join(io.facts.root, 'content', 'guides');
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
