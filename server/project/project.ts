/**
 * A project is a folder of Markdown that is served, run or checked as a whole. Every file is a page of the site. A
 * guide is a file with blocks, together with the further pages that it names.
 */
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { RunbookError } from '../../src/runbook/error.ts';
import { slug } from '../../src/runbook/slug.ts';
import { furtherPages, type ReadGuide, readGuide, refuseOtherFiles } from '../guides/read-guides.ts';
import { refuseLinkOut } from '../guides/refuse-links.ts';
import { type AstroSite, astroEntry, astroSite, isAstroPage } from './astro-site.ts';
import { type Config, type FoundConfig, findConfig } from './config.ts';
import { type MarkdownFile, entryOf, markdownFiles } from './markdown-files.ts';

export interface Project {
  readonly title: string;
  /** Absolute path. No guide outside of it is read. */
  readonly folder: string;
  readonly config: Config;
  /** The Astro site that the folder belongs to, and that builds the pages; null if Guidepost builds them. */
  readonly site: AstroSite | null;
  /** Every page of the site, sorted by path. */
  readonly files: readonly MarkdownFile[];
  /** Sorted by address. */
  readonly guides: readonly ProjectGuide[];
  /** The mistakes of guides that could not be read. */
  readonly broken: readonly RunbookError[];
}

export interface ProjectGuide extends ReadGuide {
  /** The addresses of its pages, by slug. */
  readonly entries: Readonly<Record<string, string>>;
}

/** Reads the project that a folder or a Markdown file belongs to. Throws RunbookError if `path` does not exist. */
export async function readProject(path: string): Promise<Project> {
  const info = await stat(path).catch(() => null);
  if (!info) throw new RunbookError({ file: path, line: 0 }, 'there is no such file or folder');
  if (!info.isDirectory()) refuseOtherFiles(path);
  const start = await realpath(info.isDirectory() ? path : dirname(path));
  const found = await findConfig(start);
  const site = await astroSite(start);
  const { folder, config, isIn } = placed(start, site ? withSource(found, site) : found);
  if (found.config.folder !== undefined) await refuseLinkOut(folder, found.folder);
  const only = info.isDirectory() ? null : await realpath(path);
  const name = basename(site?.root ?? folder);
  const isSource = site?.src === folder;
  const files = await markdownFiles(folder, isSource ? astroEntry : entryOf);
  const listed = files.filter(({ path: file }) => !isIn(config.exclude, file) && (!isSource || isAstroPage(file)));
  const isGuide = (file: string) =>
    only === null ? config.guides === undefined || isIn(config.guides, file) : join(folder, file) === only;
  const read = await readAll(folder, listed, isGuide, name);
  const practice = read.guides.flatMap(practiceOf);
  const isOwn = (file: string) => !practice.some((each) => contains(each, file));
  return {
    title: config.title ?? name,
    folder,
    config,
    site,
    files: listed.filter((file) => isOwn(join(folder, file.path))),
    guides: read.guides.filter(({ runbook, folder: at }) => isOwn(at) && (config.guides || runbook.blocks.length > 0)),
    broken: read.broken.filter(({ page }) => isOwn(resolve(page))),
  };
}

/** The pages of an Astro site are below its `src`, unless the configuration names another folder. */
function withSource({ folder, config }: FoundConfig, { src }: AstroSite): FoundConfig {
  return { folder, config: { ...config, folder: config.folder ?? relative(folder, src) } };
}

/** Applies a configuration to the folder where reading starts; it is ignored if its `folder` is somewhere else. */
function placed(start: string, { folder: home, config }: FoundConfig) {
  const base = resolve(home, config.folder ?? '.');
  const isAbove = contains(start, base);
  if (!isAbove && !contains(base, start)) return { folder: start, config: { exclude: [] }, isIn: () => false };
  const folder = isAbove ? base : start;
  const prefix = relative(base, folder).split(sep).join('/');
  const isIn = (patterns: readonly string[], path: string) =>
    patterns.length > 0 && picomatch([...patterns], { dot: true })(prefix === '' ? path : `${prefix}/${path}`);
  return { folder, config, isIn };
}

async function readAll(
  folder: string,
  files: readonly MarkdownFile[],
  isGuide: (path: string) => boolean,
  name: string,
) {
  const wanted = files.filter(({ path }) => isGuide(path));
  const ids = idsOf(wanted, name);
  const read = await Promise.all(wanted.map((file) => readOne(join(folder, file.path), ids.get(file.path) ?? '')));
  const broken = read.flatMap((each) => (each instanceof RunbookError ? [each] : []));
  const found = read.flatMap((each) => (each instanceof RunbookError ? [] : [each]));
  const claimed = new Set([
    ...found.flatMap(({ runbook }) => runbook.pages.slice(1).map(({ file }) => resolve(file))),
    ...(await Promise.all(broken.map(({ guide }) => furtherPages(guide)))).flat(),
  ]);
  const entries = new Map(files.map(({ path, entry }) => [join(folder, path), entry]));
  const guides = found
    .filter(({ runbook }) => !claimed.has(resolve(runbook.pages[0]?.file ?? '')))
    .map((guide) => ({ ...guide, entries: entriesOf(guide, entries) }));
  return { guides, broken: broken.filter(({ guide }) => !claimed.has(guide)) };
}

function entriesOf({ runbook }: ReadGuide, entries: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(runbook.pages.map(({ slug: page, file }) => [page, entries.get(resolve(file)) ?? '']));
}

async function readOne(path: string, id: string): Promise<ReadGuide | RunbookError> {
  try {
    return await readGuide(path, id);
  } catch (error) {
    if (error instanceof RunbookError) return new RunbookError(error.place, error.message, error.page, path);
    throw error;
  }
}

/**
 * The id of a guide is the last part of its address, or the whole address if two guides would have the same id. Names
 * without a Latin letter leave nothing of an address: such guides are numbered.
 */
function idsOf(files: readonly MarkdownFile[], title: string): ReadonlyMap<string, string> {
  const short = ({ entry }: MarkdownFile) =>
    slug(entry === 'index' ? title : (entry.split('/').at(-1) ?? '')) || 'guide';
  const count = Map.groupBy(files, short);
  const taken = new Set<string>();
  return new Map(
    files.map((file) => {
      const name = short(file);
      const wanted = (count.get(name)?.length ?? 0) > 1 ? slug(file.entry.replaceAll('/', ' ')) || name : name;
      let id = wanted;
      for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`;
      taken.add(id);
      return [file.path, id];
    }),
  );
}

function practiceOf({ runbook, folder }: ReadGuide): string[] {
  return runbook.practice === null ? [] : [join(folder, runbook.practice.folder)];
}

function contains(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === '' || (!inside.startsWith(`..${sep}`) && inside !== '..');
}
