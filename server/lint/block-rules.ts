/**
 * Rules that look only at the text of a block, line by line. They report only likely mistakes, because false alarms
 * teach authors to ignore the linter.
 */
import type { Block, Runbook } from '../../src/runbook/model.ts';
import type { Finding } from './finding.ts';
import { ONLY_GNU } from './only-gnu.ts';

export function blockFindings(runbook: Runbook): readonly Finding[] {
  return runbook.blocks
    .filter(isShell)
    .flatMap((block) => [...danger(block), ...quote(block, runbook), ...portable(block)]);
}

export function isShell({ language, with: command }: Block): boolean {
  return command === null && ['bash', 'sh', 'shell', 'zsh', 'console'].includes(language);
}

/** The lines of a script without comments, each with its line number in the file. */
function codeOf({ script, line }: Block): readonly { readonly text: string; readonly line: number }[] {
  return script
    .split('\n')
    .map((text, index) => ({ text, line: line + 1 + index }))
    .filter(({ text }) => !/^\s*#/.test(text));
}

const DANGERS: readonly (readonly [RegExp, string])[] = [
  [/\brm\s+(-\w+\s+)*-\w*[rR]\w*\b(?!.*(\$\{?TMPDIR|\/tmp\/))/, 'deletes a folder and everything in it'],
  [/\b(drop\s+(database|schema|table|user|role)|truncate\s+table)\b/i, 'destroys data of a database'],
  [/\bdropdb\b/, 'destroys a database'],
  [/\bgit\s+(push\s+.*(--force\b|-f\b)|reset\s+--hard|clean\s+-\w*[fdx])/, 'discards work that may exist nowhere else'],
  [/\b(mkfs(\.\w+)?|wipefs|fdisk|parted)\b|\bdd\s+.*\bof=\/dev\//, 'overwrites a disk'],
  [
    /\b(terraform|tofu|pulumi)\s+destroy\b|\bkubectl\s+delete\b|\bhelm\s+(uninstall|delete)\b/,
    'deletes running infrastructure',
  ],
  [/\bdocker\s+(system|volume)\s+prune\b|\bdocker\s+volume\s+rm\b/, 'removes volumes'],
  [/\b(curl|wget)\b[^|]*\|\s*(sudo\s+)?(ba|z)?sh\b/, 'runs a script straight from the network'],
];

function danger(block: Block): readonly Finding[] {
  if (block.confirm !== null || block.only === 'practice') return [];
  return codeOf(block).flatMap(({ text, line }) => {
    const [, what] = DANGERS.find(([pattern]) => pattern.test(text)) ?? [];
    if (what === undefined) return [];
    const message = `this ${what}, and does not ask first; add confirm="…" to the block`;
    return [{ file: block.file, line, level: 'warning', rule: 'danger', message } as const];
  });
}

/** Finds inputs outside of quotes: a value with a space or a `*` would become several words. */
function quote(block: Block, { inputs }: Runbook): readonly Finding[] {
  const texts = inputs.filter(({ type }) => !['int', 'bool'].includes(type)).map(({ name }) => name);
  return codeOf(block).flatMap(({ text, line }) => {
    const bare = text.replaceAll(/\\.|"(?:\\.|[^"\\])*"|'[^']*'|\[\[.*?\]\]|\$\(\(.*?\)\)/g, '');
    const name = texts.find((each) => new RegExp(`(^|[^=\\w])\\$(\\{${each}\\}|${each}\\b)`).test(bare));
    if (name === undefined || /^\s*case\s/.test(bare)) return [];
    const message = `$${name} is not in quotes: a value with a space becomes two words; write "$${name}"`;
    return [{ file: block.file, line, level: 'warning', rule: 'quote', message } as const];
  });
}

function portable(block: Block): readonly Finding[] {
  if (block.os === 'linux') return [];
  return codeOf(block).flatMap(({ text, line }) => {
    const found = ONLY_GNU.find(({ pattern }) => pattern.test(text));
    if (found === undefined) return [];
    const instead = found.instead === undefined ? '' : `; ${found.instead}`;
    const message = `macOS does not have this: ${found.name}${instead} (or put os=linux on the block)`;
    return [{ file: block.file, line, level: 'warning', rule: 'portable', message } as const];
  });
}
