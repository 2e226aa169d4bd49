/**
 * Reads the configuration of a repository: `guidepost.yaml`, or the key `guidepost` in a package.json. Every key is
 * optional, and so is the file.
 *
 *     title: Platform docs
 *     lang: de                     # en or de: the language of the pages, and of Guidepost's own words on them
 *     folder: docs                 # the folder of the Markdown, relative to this file; default: this file's folder
 *     guides: ['setup/**']         # which files are guides; default: every file with a block
 *     exclude: ['drafts/**']
 *     logo: assets/logo.svg
 *     edit: https://github.com/me/docs/edit/main/docs   # where to edit a page; its path is appended
 *     site: https://docs.example.com
 *     base: /platform
 */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LineCounter } from 'yaml';
import { z } from 'zod';
import { RunbookError } from '../../src/runbook/error.ts';
import { issueWords, yamlWords } from '../../src/runbook/reading/front-matter-words.ts';
import { readYamlDocument } from '../../src/runbook/yaml.ts';
import { wordsFile } from '../../src/words/index.ts';
import { codeOf } from '../system/error-code.ts';

const inside = z
  .string()
  .min(1)
  .refine((path) => !/^\/|(^|\/)\.\.(\/|$)/.test(path), 'should be beside or below this file');
const patterns = z.array(inside);

export const ConfigSchema = z.strictObject({
  title: z.string().min(1).describe('The name of the site.').optional(),
  lang: z
    .string()
    .refine((lang) => wordsFile(lang) !== null, 'should be en or de')
    .describe('The language of the site: en or de.')
    .optional(),
  folder: inside.describe('The folder with the Markdown, relative to this file.').optional(),
  guides: patterns
    .describe('Glob patterns of the files that are guides; by default, every file with a block.')
    .optional(),
  exclude: patterns.describe('Glob patterns of the files to leave out.').default([]),
  logo: inside.describe('A picture for the header; its path is relative to this file.').optional(),
  edit: z
    .url({ protocol: /^https?$/ })
    .describe("Where to edit a page: the address of the folder, to which the page's path is appended.")
    .optional(),
  site: z
    .url({ protocol: /^https?$/ })
    .describe('Where the site will be hosted.')
    .optional(),
  base: z
    .string()
    .regex(/^\/[\w./-]*$/, 'should look like /docs')
    .describe('The path under which it is hosted.')
    .optional(),
});

export type Config = z.infer<typeof ConfigSchema>;

export interface FoundConfig {
  /** Absolute path of the folder of the configuration, also if there is none. */
  readonly folder: string;
  readonly config: Config;
}

const NAMES = ['guidepost.yaml', 'guidepost.yml'];

/** The nearest configuration in `folder` or above it, or else the default. Throws RunbookError if it has a mistake. */
export async function findConfig(folder: string): Promise<FoundConfig> {
  for (let at = folder; ; at = dirname(at)) {
    const config = await configIn(at);
    if (config) return { folder: at, config };
    if (dirname(at) === at || (await isRepository(at))) return { folder, config: { exclude: [] } };
  }
}

/** Whether there is a configuration in `folder` or above it. */
export async function hasConfig(folder: string): Promise<boolean> {
  const found = await findConfig(folder);
  return (await configIn(found.folder)) !== null;
}

async function configIn(folder: string): Promise<Config | null> {
  for (const name of NAMES) {
    const text = await textOf(join(folder, name));
    if (text !== null) return readConfig(text, join(folder, name));
  }
  const manifest = join(folder, 'package.json');
  const text = await textOf(manifest);
  if (text === null || !text.includes('"guidepost"')) return null;
  const own: unknown = asObject(text)['guidepost'];
  if (own === undefined) return null;
  const line = text.slice(0, text.indexOf('"guidepost"')).split('\n').length;
  return checked(own, () => line, manifest);
}

function readConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = readYamlDocument(text, lines);
  const [mistake] = document.errors;
  if (mistake) {
    throw new RunbookError({ file, line: lines.linePos(mistake.pos[0]).line }, yamlWords(mistake.message));
  }
  const lineOf = (path: readonly PropertyKey[]) => {
    const node: unknown = path.length === 0 ? null : document.getIn(path as (string | number)[], true);
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : null;
    return Array.isArray(range) && typeof range[0] === 'number' ? lines.linePos(range[0]).line : 1;
  };
  return checked(document.toJS() ?? {}, lineOf, file);
}

function checked(value: unknown, lineOf: (path: readonly PropertyKey[]) => number, file: string): Config {
  const read = ConfigSchema.safeParse(value, { error: issueWords });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue?.path ?? [];
  const known = Object.keys(ConfigSchema.shape).join(', ');
  const what =
    issue?.code === 'unrecognized_keys'
      ? `unknown key ${issue.keys.join(', ')}; there is ${known}`
      : `${path.join('.') || 'this file'} ${issue?.message ?? 'cannot be read'}`;
  throw new RunbookError(
    { file, line: lineOf(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : path) },
    what,
  );
}

async function textOf(file: string): Promise<string | null> {
  try {
    const found = await stat(file);
    if (found.isFile() || found.isDirectory()) return await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error))) return null;
    throw new RunbookError(
      { file, line: 0 },
      `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  throw new RunbookError({ file, line: 0 }, 'is neither a file nor a folder; remove it');
}

/** An invalid package.json counts as empty: it is not ours to report. */
function asObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(text) as object) };
  } catch {
    return {};
  }
}

function isRepository(folder: string): Promise<boolean> {
  return stat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
}
