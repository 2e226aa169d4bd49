import type { Command } from './io.ts';

interface Entry {
  /** The description in the overview, one line. */
  readonly summary: string;
  /** Loads the command on demand, so that `list` does not wait for what `start` imports. */
  readonly load: () => Promise<Loaded>;
}

interface Loaded {
  readonly run: Command;
  readonly usage: string;
}

/** All commands, in the order of the overview. */
export const commands: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  [
    'start',
    {
      summary: 'serve the guides with a runner on 127.0.0.1',
      load: () => import('./start.ts').then(({ start, usage }) => ({ run: start, usage })),
    },
  ],
  [
    'dev',
    {
      summary: 'serve the guides with live reload, for authors',
      load: () => import('./dev.ts').then(({ dev, usage }) => ({ run: dev, usage })),
    },
  ],
  [
    'list',
    {
      summary: 'list the guides of this folder',
      load: () => import('./list.ts').then(({ list, usage }) => ({ run: list, usage })),
    },
  ],
  [
    'show',
    {
      summary: 'show the blocks of one guide, as they would run',
      load: () => import('./show.ts').then(({ show, usage }) => ({ run: show, usage })),
    },
  ],
  [
    'lint',
    {
      summary: 'report everything that is wrong with guides, or probably wrong',
      load: () => import('./lint.ts').then(({ lintCommand, usage }) => ({ run: lintCommand, usage })),
    },
  ],
  [
    'run',
    {
      summary: 'run a guide from its first block to its last',
      load: () => import('./run.ts').then(({ run, usage }) => ({ run, usage })),
    },
  ],
  [
    'merge',
    {
      summary: 'merge several reports into one',
      load: () => import('./merge.ts').then(({ merge, usage }) => ({ run: merge, usage })),
    },
  ],
  [
    'import',
    {
      summary: 'translate a guide that was written for another tool',
      load: () => import('./import.ts').then(({ importFile, usage }) => ({ run: importFile, usage })),
    },
  ],
  [
    'new',
    {
      summary: 'write a first guide, a configuration or VS Code tasks',
      load: () => import('./new.ts').then(({ newFile, usage }) => ({ run: newFile, usage })),
    },
  ],
  [
    'ci',
    {
      summary: 'write a pipeline that lints and runs the guides on GitHub or GitLab',
      load: () => import('./ci.ts').then(({ ci, usage }) => ({ run: ci, usage })),
    },
  ],
  [
    'sessions',
    {
      summary: 'list, show, follow, close and delete sessions',
      load: () => import('./sessions.ts').then(({ sessions, usage }) => ({ run: sessions, usage })),
    },
  ],
  [
    'match',
    {
      summary: 'compare an output with a check, for scripts',
      load: () => import('./match.ts').then(({ match, usage }) => ({ run: match, usage })),
    },
  ],
  [
    'update',
    {
      summary: 'rewrite the checks of a guide that no longer match',
      load: () => import('./update.ts').then(({ update, usage }) => ({ run: update, usage })),
    },
  ],
  [
    'connect',
    {
      summary: 'run a hosted guide here, without a checkout of it',
      load: () => import('./connect.ts').then(({ connect, usage }) => ({ run: connect, usage })),
    },
  ],
  [
    'rotate',
    {
      summary: 'give your running servers new keys and disconnect every page',
      load: () => import('./rotate.ts').then(({ rotate, usage }) => ({ run: rotate, usage })),
    },
  ],
  [
    'build',
    {
      summary: 'build the static site for a host',
      load: () => import('./build.ts').then(({ build, usage }) => ({ run: build, usage })),
    },
  ],
  [
    'completion',
    {
      summary: 'print a script that completes commands and flags in bash, zsh or fish',
      load: () =>
        import('./completion.ts').then(({ completion, usage }) => ({
          run: (args, io) => completion(args, io, commands),
          usage,
        })),
    },
  ],
]);

export function overview(): string {
  const width = Math.max(...[...commands.keys()].map(({ length }) => length));
  const lines = [...commands].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: guidepost COMMAND [ARGUMENT...]\n\n${lines.join('\n')}\n\nguidepost COMMAND --help explains a command.\n`;
}
