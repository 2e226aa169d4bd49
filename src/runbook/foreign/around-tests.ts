/** What cram and scrut do around their tests, and Guidepost does not. */
import { codeIn, lineOf, type Node } from '../tree.ts';
import type { Told } from './types.ts';

type Name = 'cram' | 'scrut';

const SETS: Readonly<Record<Name, RegExp>> = {
  cram: /\$\{?(TESTDIR|TESTFILE|TESTSHELL|CRAMTMP)\b/,
  scrut: /\$\{?(TESTDIR|TESTFILE|TESTSHELL|SCRUT_TEST|TMPDIR)\b/,
};

/** The variable that its tool sets; at most one is told. */
export function unsetIn(script: string, tool: Name): readonly string[] {
  const [, variable] = SETS[tool].exec(script) ?? [];
  return variable === undefined ? [] : [`${tool} sets $${variable}; Guidepost does not`];
}

export function skipsIn(script: string, tool: Name, line: number): readonly Told[] {
  if (!/\b(?:exit|return)\s+80\b/.test(script)) return [];
  return [{ line, message: `if a test exits with 80,${tool} skips the document; here it fails` }];
}

/** Once a document, at the first of its fences. */
export function elsewhere(root: Node, languages: readonly string[], tool: Name): readonly Told[] {
  const first = codeIn(root).find(({ lang }) => languages.includes(lang?.toLowerCase() ?? ''));
  if (!first) return [];
  const message = `${tool} runs this document in an empty temporary directory; here it runs in the folder of the session, and what it writes stays there`;
  return [{ line: lineOf(first), message }];
}
