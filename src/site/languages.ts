import { bundledLanguages } from 'shiki';
import type { Marked } from './mark.ts';

/** The languages of fences; `check` is the language of a fence without one. */
const OURS: Readonly<Record<string, string>> = {
  shell: 'bash',
  node: 'js',
  check: 'text',
  scrut: 'console', // and those of fences of other tools that Guidepost also runs
  testcase: 'console',
  cram: 'console',
  azurecli: 'bash',
  'azurecli-interactive': 'bash',
  'azurecli-init': 'bash',
};

/**
 * Maps each fence's language to one that the highlighter knows. An unknown one becomes plain text, without a warning.
 */
export function languageAliases(guides: readonly Pick<Marked, 'runbook'>[]): Record<string, string> {
  const languages = guides.flatMap(({ runbook }) => runbook.blocks.map(({ language }) => language));
  const unknown = languages.filter((language) => !(language in bundledLanguages) && !(language in OURS));
  return { ...Object.fromEntries(unknown.map((language) => [language, 'text'])), ...OURS };
}
