/** Reads guides from disk: a folder with an index.mdx or index.md, or a single Markdown file. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { RunbookError } from '../../src/runbook/error.ts';
import type { Block, Place, Runbook } from '../../src/runbook/model.ts';
import { splitDocument } from '../../src/runbook/reading/document.ts';
import { parse, parseFurther, readIndex, type Source } from '../../src/runbook/reading/parse.ts';
import { slug } from '../../src/runbook/slug.ts';
import { readYaml } from '../../src/runbook/yaml.ts';
import type { Guide } from '../engine/index.ts';
import { expandPage } from './include.ts';
import { variablesBeside } from './variables-beside.ts';
import { refuseLinkOut, refuseLinksOut } from './refuse-links.ts';

/** A guide with the text that it was read from, which its files may no longer contain. */
export interface ReadGuide extends Guide {
  readonly sources: readonly [Source, ...Source[]];
}

/**
 * Reads the guide at `path`, a folder or a file; the default for `id` is derived from its name. Throws RunbookError for
 * a mistake of the author, and if there is no guide.
 */
export async function readGuide(path: string, id?: string): Promise<ReadGuide> {
  const index = await indexOf(path);
  const folder = dirname(resolve(index));
  if (index !== path) await refuseLinkOut(index, path);
  const first = await readSource(index, 'index');
  const name = basename(index, extname(index));
  const own = slug(name === 'index' ? basename(folder) : name) || 'guide';
  const read = readIndex(id ?? own, first);
  const further = await Promise.all(read.further.map((page) => readFurther(folder, first, page)));
  const guide = withHashes(parseFurther(read, further), folder, [first, ...further]);
  await refuseOddPractice(guide, first);
  return guide;
}

/** The files of the further pages that a guide's first page names, also where it cannot be read otherwise. */
export async function furtherPages(path: string): Promise<readonly string[]> {
  const named = await pagesNamed(path);
  const files = named.map((page) => firstFile(ENDINGS.map((ending) => join(dirname(path), page + ending))));
  return (await Promise.all(files)).filter((file) => file !== null);
}

async function pagesNamed(path: string): Promise<readonly string[]> {
  try {
    const { yaml } = splitDocument(path, await readFile(path, 'utf8'));
    const { pages } = Object(readYaml(yaml ?? '')) as { readonly pages?: unknown };
    return Array.isArray(pages) ? pages.filter((page) => typeof page === 'string') : [];
  } catch {
    return [];
  }
}

async function firstFile(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) if ((await stat(path).catch(() => null))?.isFile()) return path;
  return null;
}

/** Makes a guide of sources that are already read. Throws RunbookError. */
export function compile(id: string, folder: string, sources: ReadGuide['sources']): ReadGuide {
  return withHashes(parse(id, sources), folder, sources);
}

function withHashes(runbook: Runbook, folder: string, sources: ReadGuide['sources']): ReadGuide {
  const told = { ...runbook, warnings: [...runbook.warnings, ...variablesBeside(sources)] };
  return {
    runbook: told,
    folder,
    sources,
    hashes: new Map(runbook.blocks.map((block) => [block.id, hash(runbook, block)])),
  };
}

/** Reads every guide directly below the folder `content`, sorted by id. */
export async function findGuides(content: string): Promise<readonly ReadGuide[]> {
  const names = await guideFolders(content);
  const guides = await Promise.all(names.map((name) => readGuide(join(content, name))));
  return guides.toSorted((a, b) => (a.runbook.id < b.runbook.id ? -1 : 1));
}

/** The names of the guide folders directly below `content`, without those that begin with `.` or `_`. */
export async function guideFolders(content: string): Promise<readonly string[]> {
  const entries = await readdir(content, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name));
  return folders.map(({ name }) => name).toSorted();
}

/** The hash by which a block is approved: the SHA-256, in hex, of everything that decides what the block does. */
function hash(runbook: Runbook, block: Block): string {
  const { id, language, with: command, cwd, script, tty, typed, echoes, change } = block;
  const inputs = runbook.inputs.filter(({ name }) => block.uses.includes(name));
  const facts = [
    id,
    language,
    command,
    cwd ?? runbook.cwd,
    tty,
    inputs,
    runbook.env,
    script,
    ...(change === null ? [] : [change]),
    ...(typed ? ['typed', ...echoes] : []),
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

const ENDINGS = ['.mdx', '.md'];

async function indexOf(path: string): Promise<string> {
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) {
    refuseOtherFiles(path);
    return path;
  }
  if (!info) throw new RunbookError({ file: path, line: 0 }, 'there is no such guide');
  for (const name of ['index.mdx', 'index.md']) {
    if (await stat(join(path, name)).catch(() => null)) return join(path, name);
  }
  throw new RunbookError({ file: path, line: 0 }, "a guide's folder needs an index.mdx or index.md");
}

/** Throws RunbookError for a file that cannot be a guide: a report, a script. */
export function refuseOtherFiles(path: string): void {
  if (/\.(mdx?|markdown|t)$/i.test(path)) return;
  throw new RunbookError(
    { file: path, line: 0 },
    'this is not Markdown: the name of a guide ends in .md or .mdx, and that of a cram test in .t',
  );
}

async function readFurther(folder: string, index: Source, page: string): Promise<Source> {
  for (const ending of ENDINGS) {
    const file = join(folder, page + ending);
    if (!(await stat(file).catch(() => null))) continue;
    await refuseLinkOut(file, folder);
    return readSource(file, page);
  }
  throw new RunbookError(placeOf(index, 'pages'), `pages: there is no ${page}.mdx or ${page}.md beside it`);
}

async function readSource(path: string, name: string): Promise<Source> {
  const file = shownPath(path);
  const bytes = await readFile(path).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    // without the code and the path that Node adds: `EACCES: permission denied, open '/home/…'`
    const bare = why.replace(/^[A-Z]+: /, '').replace(/, \w+(?: '.*')?$/, '');
    throw new RunbookError({ file, line: 0 }, `this file cannot be read: ${bare}`);
  });
  refuseOtherEncodings(bytes, file);
  return { slug: name, file, ...expandPage(file, bytes.toString('utf8')) };
}

/** The path as messages name it: from the current folder, where it lies in that. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}

/** Throws RunbookError: read as UTF-8, such a file would silently lose characters, or even all of its blocks. */
function refuseOtherEncodings(bytes: Buffer, file: string): void {
  const isWide = bytes[0] === 0 || bytes[1] === 0; // UTF-16 without a byte order mark: every second byte of ASCII is 0
  if (isUtf8(bytes) && !isWide) return;
  const lines = bytes.toString('latin1').split('\n');
  const wrong = lines.findIndex((line) => isWide || !isUtf8(Buffer.from(line, 'latin1')));
  throw new RunbookError({ file, line: wrong + 1 }, 'this file is not UTF-8; save it as UTF-8');
}

async function refuseOddPractice({ runbook, folder }: ReadGuide, index: Source): Promise<void> {
  const { practice } = runbook;
  if (practice === null) return;
  const info = await stat(join(folder, practice.folder)).catch(() => null);
  if (info?.isDirectory()) {
    await refuseLinkOut(join(folder, practice.folder), folder);
    return refuseLinksOut(join(folder, practice.folder));
  }
  throw new RunbookError(
    placeOf(index, 'practice'),
    `practice: there is no folder ${practice.folder} beside this file`,
  );
}

/** The place of a key in the front matter. */
function placeOf({ file, text }: Source, key: string): Place {
  return { file, line: text.split('\n').findIndex((line) => line.startsWith(`${key}:`)) + 1 || 1 };
}
