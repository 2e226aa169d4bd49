/** The languages that the page's words exist in. */
import * as de from './de.ts';
import * as en from './en.ts';

export type Words = typeof en;

/** By the first part of a language tag: `de-AT` is German. */
const LANGUAGES: Readonly<Record<string, Words>> = { en, de };

/** Null for a language that the words do not exist in. */
export function wordsFile(lang: string): string | null {
  const [language = ''] = lang.split('-');
  return language in LANGUAGES ? language : null;
}

export function wordsOf(lang: string): Words {
  return LANGUAGES[wordsFile(lang) ?? ''] ?? en;
}
