/**
 * The words of the page in the language of the site. Code imports the English file; here the file of the site's
 * language replaces it, separately for each importing file, so that each module of the page's script contains only its
 * own words.
 */
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wordsFile } from '../words/index.ts';

/** The words of terminal and reports that the page also uses. */
const WORDS = [
  'words/en',
  'runbook/session/reason-words',
  'runbook/session/state-words',
  'runbook/value-words',
  'runbook/quantities',
].map((name) => fileURLToPath(new URL(`../${name}`, import.meta.url)));

export function siteWords(lang: string) {
  const file = fileURLToPath(import.meta.resolve(`../words/${wordsFile(lang) ?? 'en'}${ENDING}`));
  return {
    name: 'guidepost-words',
    enforce: 'pre' as const,
    resolveId(source: string, importer = ''): string | undefined {
      const [from = ''] = importer.split('?');
      const isWords = source.startsWith('.') && WORDS.includes(fileOf(resolve(dirname(from), source)));
      return isWords && dirname(from) !== dirname(file) && !WORDS.includes(fileOf(from))
        ? `${file}?in=${basename(from)}.ts`
        : undefined;
    },
  };
}

const fileOf = (path: string) => path.replace(/\.[jt]s$/, '');

/** The package contains compiled files. */
const ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
