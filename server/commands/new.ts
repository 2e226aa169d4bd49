import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { readArguments } from './arguments.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { writeNew } from './named-file.ts';
import { configTemplate, guideTemplate } from './new/templates.ts';
import { tasksTemplate } from './new/vscode.ts';
import { suggestion } from './suggest.ts';

export const usage = `Usage: guidepost new guide PATH [--title TITLE]
       guidepost new config
       guidepost new vscode

Writes a file to start from. An existing file is never overwritten.

  guide   a guide with a step, a check and its help, at PATH (docs/install.md)
  config  guidepost.yaml in this folder
  vscode  .vscode/tasks.json: lint and run from the editor; findings appear at their lines

  --title TITLE   the title of the guide; by default, made from its file name
`;

const KINDS = ['guide', 'config', 'vscode'];

export async function newFile(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { title: { type: 'string' } }, 2);
  const [kind, path] = positionals;
  if (kind === 'ci') throw new UsageError('guidepost ci github, or guidepost ci gitlab, writes a pipeline');
  if (kind === undefined || !KINDS.includes(kind))
    throw new UsageError(
      kind === undefined
        ? 'say what to write: new guide PATH, new config or new vscode'
        : `new cannot write ${kind}${suggestion(kind, KINDS)}`,
    );
  const [file, text] = await draft(kind, path, values.title, io);
  if (await stat(file).catch(() => null))
    throw new UsageError(`${shown(file, io)} already exists, and is left as it is`);
  await writeNew(file, text, io);
  io.out(`${shown(file, io)}\n`);
  return EXIT.passed;
}

async function draft(kind: string, path: string | undefined, title: string | undefined, io: Io) {
  if (kind === 'config') return [join(io.cwd, 'guidepost.yaml'), configTemplate(basename(io.cwd))] as const;
  if (kind === 'vscode') return [join(io.cwd, '.vscode', 'tasks.json'), tasksTemplate()] as const;
  if (path === undefined) throw new UsageError('name the file of the guide: guidepost new guide docs/install.md');
  if (!/\.mdx?$/.test(path)) throw new UsageError(`${path} should end in .md or .mdx`);
  return [resolve(io.cwd, path), guideTemplate(title ?? titled(path))] as const;
}

function titled(path: string): string {
  const name = basename(path).replace(/\.mdx?$/, '');
  const words = /^(index|readme)$/i.test(name) ? basename(dirname(resolve(path))) : name;
  return words.charAt(0).toUpperCase() + words.slice(1).replaceAll(/[-_]+/g, ' ');
}

function shown(file: string, { cwd }: Io): string {
  return relative(cwd, file) || file;
}
