/** How a script is started, what it inherits, and when its run is over. */
import { readdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from '../../../server/engine/process/processes.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const SHELL = 'server/engine/shell/shell.ts';
const FILES = 'server/engine/shell/script-files.ts';
const FOLDER = 'server/engine/shell/temporary-folder.ts';
const ENVIRONMENT = 'server/engine/shell/inherited-environment.ts';
const ARGUMENTS = "['--noprofile', '--norc', files.main]";
const piped = edit(
  'server/engine/process/output-channel.ts',
  "stdio: ['ignore', into(first)",
  "stdio: ['pipe', into(first)",
);
const byArgument = edit(SHELL, ARGUMENTS, "['--noprofile', '--norc', '-c', script.text, files.main]");

const withoutLimit = edit('server/engine/shell/prelude.ts', 'ulimit -S -R', ': -S -R');

/** Elsewhere nobody can see the limits of a process. */
const cleared: Row = {
  says: 'processes/sweep',
  tries: 'a daemon with a cleared environment',
  without: withoutLimit,
  attack: (world) => outlives(world, 'hides'),
  kept: false,
  broken: true,
};

export const processes: readonly Row[] = [
  {
    says: 'processes/folder',
    tries: 'entering it as another user',
    without: edit(FOLDER, 'mkdirSync(path, { mode: 0o700 });', 'mkdirSync(path);'),
    attack: async (world) => (await place(world))[0],
    kept: 'drwx------',
    broken: 'drwxr-xr-x',
  },
  {
    says: 'processes/file',
    tries: 'reading it as another user',
    without: edit(FILES, 'writeFileSync(path, content, { mode: 0o600,', 'writeFileSync(path, content, { mode: 0o644,'),
    attack: async (world) => (await place(world))[1],
    kept: '-rw-------',
    broken: '-rw-r--r--',
  },
  {
    says: 'processes/removed',
    tries: 'looking for it after the run',
    settings: {},
    without: edit(FILES, 'tidy(own);', ''),
    attack: async (world) => {
      await (await world.enter()).run('say');
      const folder = join(world.folder, 'temporary');
      return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith('/say'));
    },
    kept: false,
    broken: true,
  },
  {
    says: 'processes/no -c',
    tries: 'reading it in the list of processes',
    without: byArgument,
    attack: async (world) =>
      (await place(world)).some((line) => line.includes('a word that stands in the script only')),
    kept: false,
    broken: true,
  },
  {
    says: 'processes/stdin',
    tries: 'a ~/.bashrc that sings',
    settings: { env: { SHLVL: '0' } },
    without: [...piped, ...edit(SHELL, "SHLVL: '0',", ''), ...edit(SHELL, ARGUMENTS, "['-c', script.text]")],
    attack: async (world) => {
      writeFileSync(join(world.folder, '.bashrc'), 'echo sung >> "$CANARY"\n');
      const before = world.songs();
      await (await world.enter()).run('say');
      rmSync(join(world.folder, '.bashrc'));
      return world.songs() - before;
    },
    kept: 0,
    broken: 1,
  },
  {
    says: 'processes/stdin',
    tries: 'a program that reads',
    without: piped,
    attack: async (world) => (await (await world.enter()).run('stdin')).output,
    kept: 'device\n',
    broken: 'other\n',
  },
  {
    says: 'processes/bash env',
    tries: 'the bash that a block starts',
    without: edit('server/engine/shell/prelude.ts', "'unset BASH_ENV; exec", "'exec"),
    attack: async (world) => /BASH_ENV is unset\n/.test((await (await world.enter()).run('inherits')).output),
    kept: true,
    broken: false,
  },
  ...Object.entries({
    'a function that the reader exports as echo': [
      'BASH_FUNC_echo%%',
      '() { builtin echo sung >> "$CANARY"; }',
      '/^(npm_|GUIDEPOST_|BASH_FUNC_)/',
      '/^(npm_|GUIDEPOST_)/',
    ],
    'options that the reader exports': ['SHELLOPTS', 'noexec', "'SHELLOPTS',", ''],
  }).map(([tries, [name = '', value = '', text = '', by = '']]): Row => ({
    says: 'processes/bash env',
    tries,
    settings: { env: { [name]: value } },
    without: edit(ENVIRONMENT, text, by),
    attack: async ({ load }) => {
      const { cleanEnvironment } = await load(ENVIRONMENT);
      return name in cleanEnvironment({ [name]: value });
    },
    kept: false,
    broken: true,
  })),
  {
    says: 'processes/sweep',
    tries: 'a daemon that outlives its step',
    also: withoutLimit,
    without: edit('server/engine/process/process-table.ts', '`GUIDEPOST_RUN=${run}`', "'GUIDEPOST_RUN='"),
    attack: (world) => outlives(world, 'leaves'),
    kept: false,
    broken: true,
  },
  ...(process.platform === 'linux' ? [cleared] : []),
  {
    says: 'processes/next start',
    tries: 'a daemon of a runner that was killed',
    settings: {},
    without: edit('server/engine/session/recover.ts', 'await stopTree(', 'await Promise.resolve('),
    attack: async (world) => {
      const page = await world.enter();
      const pid = Number((await page.run('leaves')).output);
      const owner = join(world.state, 'sessions', page.session, 'owner');
      unlinkSync(owner);
      symlinkSync(JSON.stringify({ pid, start: 'long ago', folder: '' }), owner);
      const { createEngine } = await world.load('server/engine/engine.ts');
      const next = createEngine({
        stateDir: world.state,
        runtimeDir: world.folder,
        practiceDir: world.folder,
        env: {},
      });
      await next.list();
      return wasLeft(pid);
    },
    kept: false,
    broken: true,
  },
  {
    says: 'processes/tab',
    tries: 'closing it while a step runs',
    without: edit(
      'server/socket/handle.ts',
      'stopped = true;',
      'stopped = true; for (const one of sessions.values()) void one.then((session) => [...(session?.view.runs.keys() ?? [])].map((run) => session?.cancel(run)));',
    ),
    settings: {},
    attack: async (world) => {
      const before = world.songs();
      const page = await world.enter();
      const { run } = await page.start('waits');
      await page.printed(run, 'waiting');
      page.end();
      for (let turn = 0; turn < 3; turn += 1) await world.fetch('/');
      writeFileSync(`${world.canary}.go`, '');
      await (await world.engine.find(page.session))?.idle();
      return world.songs() - before;
    },
    kept: 1,
    broken: 0,
    sings: 1,
  },
];

/** What a script can see of its own place: the modes of its folder and of itself, and the line that started it. */
async function place(world: World): Promise<readonly string[]> {
  return (await (await world.enter()).run('place')).output.split('\n');
}

/** Whether what a step has left, which prints its process id, is there after the run was stopped. */
async function outlives(world: World, block: string): Promise<boolean> {
  const page = await world.enter();
  const pid = Number((await page.run(block)).output);
  const { view } = (await world.engine.find(page.session)) ?? {};
  await page.ask({ type: 'cancel', session: page.session, run: [...(view?.runs.keys() ?? [])].at(-1) });
  return wasLeft(pid);
}

/** Ends it then. */
function wasLeft(pid: number): boolean {
  const left = startOf(pid) !== null;
  if (left) process.kill(pid, 'SIGKILL');
  return left;
}
