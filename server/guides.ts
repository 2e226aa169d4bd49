/** Guides on disk: a folder with an index.mdx or index.md, or a single Markdown file. */
import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { RunbookError } from '../src/runbook/error.ts';
import type { Block, Runbook } from '../src/runbook/model.ts';
import { furtherPages, parse, type Source } from '../src/runbook/parse.ts';
import { slug } from '../src/runbook/slug.ts';
import type { Guide } from './engine/types.ts';

/** With the text it was made of, whatever its files say by now. */
export interface ReadGuide extends Guide {
  readonly sources: readonly [Source, ...Source[]];
}

/**
 * Reads the guide at `path`, a folder or a file. Throws RunbookError for the author's mistakes, and a plain Error that
 * says what is missing where there is no guide.
 */
export async function readGuide(path: string): Promise<ReadGuide> {
  const index = await indexOf(path);
  const folder = dirname(resolve(index));
  const first = await readSource(index, 'index');
  const further = await Promise.all(furtherPages(first).map((page) => readFurther(folder, first, page)));
  const name = basename(index, extname(index));
  return compile(slug(name === 'index' ? basename(folder) : name) || 'guide', folder, [first, ...further]);
}

/** The guide as it is with these sources. Throws RunbookError. */
export function compile(id: string, folder: string, sources: ReadGuide['sources']): ReadGuide {
  const runbook = parse(id, sources);
  return { runbook, folder, sources, hashes: new Map(runbook.blocks.map((block) => [block.id, hash(runbook, block)])) };
}

/** Every guide directly below the folder `content`, sorted by id. */
export async function findGuides(content: string): Promise<readonly ReadGuide[]> {
  const entries = await readdir(content, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name));
  const guides = await Promise.all(folders.map(({ name }) => readGuide(join(content, name))));
  return guides.toSorted((a, b) => (a.runbook.id < b.runbook.id ? -1 : 1));
}

/** What is approved when a block is: SHA-256, in hex, over everything that decides what it does. */
function hash(runbook: Runbook, block: Block): string {
  const { id, language, with: command, cwd, script, tty } = block;
  const inputs = runbook.inputs.filter(({ name }) => block.uses.includes(name));
  const facts = [id, language, command, cwd ?? runbook.cwd, tty, inputs, runbook.env, script];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

async function indexOf(path: string): Promise<string> {
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) return path;
  if (!info) throw new Error(`${path}: there is no such guide`);
  for (const name of ['index.mdx', 'index.md']) {
    if (await stat(join(path, name)).catch(() => null)) return join(path, name);
  }
  throw new Error(`${path}: a guide's folder holds an index.mdx or index.md`);
}

async function readFurther(folder: string, index: Source, page: string): Promise<Source> {
  for (const extension of ['.mdx', '.md']) {
    const file = join(folder, page + extension);
    if (await stat(file).catch(() => null)) return readSource(file, page);
  }
  throw new RunbookError({ file: index.file, line: 1 }, `pages: there is no ${page}.mdx or ${page}.md beside it`);
}

async function readSource(path: string, name: string): Promise<Source> {
  const near = relative(process.cwd(), path);
  return { slug: name, file: near.startsWith('..') ? path : near, text: await readFile(path, 'utf8') };
}
