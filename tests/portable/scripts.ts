/**
 * Every script that runs on a reader's machine: blocks of the guides and of the manual, set-up, and what bash reads for
 * us.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { initialState } from '../../server/engine/shell/carry.ts';
import { openScriptFiles } from '../../server/engine/shell/script-files.ts';
import type { Bash } from '../../server/engine/shell/bash.ts';
import { findGuides } from '../../server/guides/read-guides.ts';

export interface Named {
  readonly name: string;
  readonly text: string;
}

const root = resolve(import.meta.dirname, '../..');
const SHELLS = ['bash', 'sh', 'shell', 'zsh', 'console'];

export async function blocks(): Promise<readonly Named[]> {
  const guides = await findGuides(join(root, 'content', 'guides'));
  return guides.flatMap(({ runbook }) =>
    runbook.blocks
      .filter(({ language, with: command }) => command === null && SHELLS.includes(language))
      .map(({ file, line, script }) => ({ name: `${file}:${line}`, text: withoutHereDocuments(script) })),
  );
}

/** What stands in one is Python or a file, and no lines of the shell. */
function withoutHereDocuments(script: string): string {
  return script.replaceAll(/(<<-?\s*'(\w+)'.*)\n[^]*?^\s*\2$/gm, '$1');
}

/** The manual's own fences, those that are only shown, too: readers copy them. */
export function manual(): readonly Named[] {
  const folder = join(root, 'content', 'manual');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.mdx?$/.test(name) && name !== 'on-macos.md')
    .flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/^```(?:bash|sh|shell|console)[^\n]*\n([^]*?)^```/gm)].map(
        ([, text = ''], index) => ({ name: `${name}, fence ${index + 1}`, text }),
      ),
    );
}

/** Scripts of the project that are no test: also those in package.json. */
export function setup(): readonly Named[] {
  const files = execFileSync('git', ['ls-files', '*.sh', '.ci/run'], { cwd: root, encoding: 'utf8' }).split('\n');
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return [
    ...files.filter(Boolean).map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') })),
    ...Object.entries(scripts).map(([name, text]) => ({ name: `npm run ${name}`, text })),
  ];
}

/** What the engine writes for a bash before and around a block that has left all it can. */
export function generated(old: boolean): readonly Named[] {
  const folder = mkdtempSync(join(tmpdir(), 'guidepost-portable-'));
  try {
    const bash: Bash = {
      path: '/bin/bash',
      version: old ? '3.2.57' : '5.2.15',
      old,
      options: ['hashall'],
      shopts: ['cmdhist'],
    };
    const files = openScriptFiles(folder, bash, '@nonce');
    files.restore();
    const state = {
      ...initialState({ A: '1', LC_ALL: 'C', POSIXLY_CORRECT: 'y' }, bash),
      functions: 'f () \n{ \n    :\n}\n',
      exportedFunctions: ['f'],
      disabled: ['test'],
      umask: '0022',
      positional: 'one',
      stack: ['/usr'],
    };
    const script = {
      id: 'run',
      name: 'block',
      text: '',
      with: null,
      cwd: null,
      env: {},
      carry: true,
      split: false,
      typed: false,
    };
    const told = {
      onOutput() {},
      onCommand() {},
      onForgotten() {},
      onPaused() {},
      onBackground() {},
      wantsMore: () => false,
    };
    files.write({ ...script, ...told, terminal: null }, { state, terminal: null, enter: '/caf\xe9' });
    return readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'latin1') }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
