/**
 * The words of the page in the language of the site. Code imports the English ones; here the file of the site's language
 * takes their place, once for each file that imports it, so that each part of the page's script holds what it says itself.
 */
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { wordsFile } from '../words/index.ts';

/** Those of terminal and reports are said by the page, too. */
const WORDS = ['words/en', 'runbook/session/words', 'runbook/session/state-words', 'runbook/quantities'].map((name) =>
  fileURLToPath(new URL(`../${name}`, import.meta.url)),
);

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

/** The package is compiled. */
const ENDING = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
