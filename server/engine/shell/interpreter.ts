/** Which program runs a block's script: the one that `with=` names, else the usual one for its language. */
import type { Block } from '../../../src/runbook/model.ts';

/** Null means bash. That includes zsh blocks, so that they share the state of the others. */
export function interpreterOf(block: Pick<Block, 'language' | 'with'>): string | null {
  if (block.with !== null) return block.with;
  return SHELLS.includes(block.language) ? null : (INTERPRETERS[block.language] ?? block.language);
}

const SHELLS = ['bash', 'sh', 'shell', 'zsh', 'console'];

const INTERPRETERS: Readonly<Record<string, string>> = {
  python: 'python3',
  py: 'python3',
  js: 'node',
  javascript: 'node',
  mjs: 'node --input-type=module',
  ts: 'node',
  typescript: 'node',
  ruby: 'ruby',
  perl: 'perl',
  php: 'php',
  sql: 'psql -v ON_ERROR_STOP=1 -f',
};
