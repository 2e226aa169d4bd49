import { bundledLanguages } from 'shiki';
import type { Marked } from './mark.ts';

/** What an author may call them; `check` is the language of a fence that says nothing else. */
const OURS: Readonly<Record<string, string>> = {
  shell: 'bash',
  node: 'js',
  check: 'text',
  scrut: 'console', // and the fences of other tools, which Guidepost runs too
  testcase: 'console',
  cram: 'console',
  azurecli: 'bash',
  'azurecli-interactive': 'bash',
  'azurecli-init': 'bash',
};

/** What the highlighter takes a fence's language for: one that it does not know is plain text, not a warning a page. */
export function languageAliases(guides: readonly Pick<Marked, 'runbook'>[]): Record<string, string> {
  const languages = guides.flatMap(({ runbook }) => runbook.blocks.map(({ language }) => language));
  const unknown = languages.filter((language) => !(language in bundledLanguages) && !(language in OURS));
  return { ...Object.fromEntries(unknown.map((language) => [language, 'text'])), ...OURS };
}
