/**
 * guidepost.json, which a build adds to a hosted site: for each guide its files and the hashes of its blocks, so that a
 * teammate without a checkout can review exactly these, approve them, and run them on their own machine.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import type { ReadGuide } from '../guides/read-guides.ts';
import { NotPlain } from '../system/private-folder.ts';

/** A relative path that cannot lead out of its folder. `.git` is refused: Git starts programs from it. */
const path = z
  .string()
  .max(400)
  .refine((text) => text.split('/').every(isPlainName), 'is not a plain relative path');
const LONGEST_NAME = 255; // bytes; the limit of common file systems
const file = z.strictObject({
  path,
  text: z.string().optional(),
  /** The content, if it is not UTF-8. */
  base64: z.base64().optional(),
  executable: z.boolean().default(false),
});
export const GuideFiles = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,127}$/),
  title: z.string().max(400),
  hashes: z.custom<Readonly<Record<string, string>>>(isHashes, 'should be the hashes of its blocks'),
  files: z
    .array(file)
    .max(2000)
    .superRefine((files, context) => {
      const problem = problemWith(files.map((each) => each.path));
      if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    }),
});

export const Manifest = z.strictObject({
  guidepost: z.literal(1),
  guides: z
    .array(GuideFiles)
    .max(500)
    .refine((guides) => new Set(guides.map(({ id }) => id)).size === guides.length, 'a guide is named twice'),
});
export type Manifest = z.infer<typeof Manifest>;
export type GuideFiles = z.infer<typeof GuideFiles>;
export type ManifestFile = z.infer<typeof file>;

export function manifestOf(guides: readonly ReadGuide[]): Manifest {
  const git = askGit();
  return { guidepost: 1, guides: guides.map((guide) => describe(guide, git)) };
}

/** The SHA-256, in hex, of everything that is approved. The order of guides and files does not matter. */
export function digestOf(guides: readonly GuideFiles[]): string {
  const facts = guides
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, hashes, files }) => [
      id,
      inOrder(Object.entries(hashes)),
      inOrder(files.map((each) => [each.path, each.executable, bytesOf(each).toString('base64')])),
    ]);
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

export function bytesOf({ text, base64 }: ManifestFile): Buffer {
  return text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text);
}

/** The facts as sorted text, so that their order does not matter. */
export function inOrder(facts: readonly unknown[]): string {
  return facts
    .map((fact) => JSON.stringify(fact))
    .toSorted()
    .join('\n');
}

/** One check for all of them: a message for each of a million wrong ones would take more memory than there is. */
function isHashes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((hash) => typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash));
}

function isPlainName(name: string): boolean {
  const isPlain =
    /^[^\\\p{C}\p{Default_Ignorable_Code_Point}]+$/u.test(name) && Buffer.byteLength(name) <= LONGEST_NAME;
  return isPlain && !['.', '..', '.git'].includes(name.toLowerCase());
}

/** Finds two names that a file system may not tell apart, or a path that is both a file and a folder. */
function problemWith(paths: readonly string[]): string | null {
  const names = paths.map((each) => each.normalize('NFC').toLowerCase());
  const taken = new Set<string>();
  for (const [index, name] of names.entries()) {
    if (taken.has(name)) return `${paths[index]} is named twice`;
    taken.add(name);
  }
  const folders = new Set(names.flatMap((name) => [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index))));
  const both = names.findIndex((name) => folders.has(name));
  return both < 0 ? null : `${paths[both]} is both a file and a folder`;
}

/** The files of a guide: its pages, with what they include, and its practice folder; nothing else in its folder. */
function describe({ runbook, folder, hashes, sources }: ReadGuide, git: ReturnType<typeof askGit>): GuideFiles {
  const pages = new Set(runbook.pages.map(({ file: page }) => relative(folder, resolve(page))));
  const practice = practiceFolders(runbook.practice?.folder);
  const expanded = new Map(
    sources.flatMap(({ file: page, text, places }) => (places ? [[relative(folder, resolve(page)), text]] : [])),
  );
  const files = published(folder, git)
    .filter((name) => pages.has(name) || practice.some((start) => name.startsWith(start)))
    .map((name) => readOne(folder, name))
    .map((each) => ({ ...each, ...(expanded.has(each.path) ? { text: expanded.get(each.path) } : {}) }));
  return { id: runbook.id, title: runbook.title, hashes: Object.fromEntries(hashes), files };
}

/** The folders that may hold other files than pages: `practice/`, and the practice folder that the guide names. */
export function practiceFolders(named: string | undefined): readonly string[] {
  const own = (named ?? '').split('/').filter((part) => part !== '' && part !== '.');
  return ['practice/', ...(own.length > 0 ? [`${own.join('/')}/`] : [])];
}

function readOne(folder: string, name: string): ManifestFile {
  const bytes = readFileSync(join(folder, name));
  const executable = (statSync(join(folder, name)).mode & 0o100) !== 0;
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes)
    ? { path: name, text, executable }
    : { path: name, base64: bytes.toString('base64'), executable };
}

/** The files that Git tracks or would add; without Git, all but dotfiles and the folders of tools. Follows no links. */
function published(folder: string, git: ReturnType<typeof askGit>): string[] {
  const plain = walk(folder, '');
  const above = existsSync(join(folder, '.git')) ? folder : dirname(folder);
  const known = git(above);
  if (known === null) return plain.filter((name) => !name.split('/').some((part) => part.startsWith('.')));
  return plain.filter((name) => known.has(relative(above, join(folder, name))));
}

/** Returns a function that lists what Git tracks or would add below a folder, cached; null if there is no Git. */
function askGit(): (folder: string) => ReadonlySet<string> | null {
  const asked = new Map<string, ReadonlySet<string> | null>();
  return (folder) => {
    const known = asked.get(folder) ?? gitFiles(folder);
    asked.set(folder, known);
    return known;
  };
}

function gitFiles(folder: string): ReadonlySet<string> | null {
  const git = spawnSync('git', ['-C', folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  return git.status === 0 ? new Set(git.stdout.split('\0')) : null;
}

/** Every file in a folder. Throws NotPlain if it contains something that is neither a file nor a folder. */
export function readFiles(folder: string, prefix = ''): ManifestFile[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return readFiles(folder, `${prefix}${entry.name}/`);
    if (!entry.isFile()) throw new NotPlain(join(folder, prefix, entry.name), 'is not a file');
    return [readOne(folder, prefix + entry.name)];
  });
}

const LEFT_BEHIND = new Set(['.git', 'node_modules', '__pycache__', 'venv', '.venv']);

function walk(folder: string, prefix: string): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isFile()) return [prefix + entry.name];
      return entry.isDirectory() && !LEFT_BEHIND.has(entry.name) ? walk(folder, `${prefix}${entry.name}/`) : [];
    });
}
