/** What is kept of a session, who may read it, and what the terminal says meanwhile. */
import { lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const JOURNAL = 'server/engine/journal/journal.ts';
const FILE = 'server/engine/journal/append-file.ts';
const STORE = 'server/engine/journal/session-folders.ts';
const RUNNER = 'server/http/runner.ts';

const followed = edit(FILE, 'constants.O_RDONLY | PLAIN', 'constants.O_RDONLY');

export const records: readonly Row[] = [
  {
    says: 'journal/modes',
    tries: 'entering its folder as another user',
    settings: {},
    without: edit(STORE, 'mkdirSync(path(id), { mode: 0o700 });', 'mkdirSync(path(id));'),
    attack: async (world) => mode(await sessionOf(world)),
    kept: '700',
    broken: '755',
  },
  {
    says: 'journal/modes',
    tries: 'entering the folder of all',
    settings: {},
    without: edit(STORE, 'mkdirSync(root, { recursive: true, mode: 0o700 });', 'mkdirSync(root, { recursive: true });'),
    attack: async (world) => [mode(world.state), mode(join(world.state, 'sessions'))],
    kept: ['700', '700'],
    broken: ['755', '755'],
  },
  ...Object.entries({
    'what happened and what was printed': [FILE, 'openSync(path, OPEN, 0o600)', 'openSync(path, OPEN, 0o644)'],
    'the carried state': [
      'server/engine/session/state-file.ts',
      'writeFileSync(path(version), text, { mode: 0o600,',
      'writeFileSync(path(version), text, { mode: 0o644,',
    ],
  }).map(([tries, [file = '', text = '', by = '']]): Row => ({
    says: 'journal/modes',
    tries: `reading ${tries} as another user`,
    settings: {},
    without: edit(file, text, by),
    attack: async (world) => {
      await (await world.enter()).run('say');
      const folder = await sessionOf(world);
      // Whose session it is stands in a link to nowhere.
      const written = readdirSync(folder).filter((name) => lstatSync(join(folder, name)).isFile());
      return [...new Set(written.map((name) => mode(join(folder, name))))].toSorted();
    },
    kept: ['600'],
    broken: ['600', '644'],
  })),
  {
    says: 'journal/links',
    tries: 'a link laid where output is written',
    settings: {},
    without: edit(FILE, 'constants.O_APPEND | PLAIN', 'constants.O_APPEND'),
    attack: (world) =>
      throughLink(world, async (folder, victim) => {
        const { openJournal } = await world.load(JOURNAL);
        symlinkSync(victim, join(folder, 'run-00001.out'));
        openJournal('session-1', folder, () => undefined).write('run-00001', Buffer.from('output'));
      }),
    kept: 'ELOOP',
    broken: 'touched',
  },
  {
    says: 'journal/links',
    tries: 'a link laid where output is read',
    settings: {},
    without: followed,
    attack: async (world) => {
      const { readOutput } = await world.load(JOURNAL);
      symlinkSync(join(world.folder, 'secret.txt'), join(world.folder, 'run-00001.out'));
      return (await readOutput(world.folder, 'run-00001', 0, 100)).toString();
    },
    kept: '',
    broken: 'secret',
  },
  {
    says: 'journal/plain',
    tries: 'a folder laid where the state of a session is read',
    settings: {},
    without: edit('server/engine/session/state-file.ts', 'if (error instanceof NotPlain) return null;', ''),
    attack: async (world) => {
      const { openStateFile } = await world.load('server/engine/session/state-file.ts');
      const folder = join(world.folder, 'odd-session');
      mkdirSync(join(folder, 'state-1.json'), { recursive: true });
      const none = { standIn: () => false } as never;
      try {
        return openStateFile(folder, () => [], none).read();
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    },
    kept: null,
    broken: 'NotPlain',
  },
  {
    says: 'journal/links',
    tries: 'a link laid where a session is listed',
    settings: {},
    without: [
      ...followed,
      ...edit(STORE, 'lstatSync(path,', 'statSync(path,'),
      ...edit(STORE, ' lstatSync,', ' statSync,'),
    ],
    attack: async (world) => {
      const [from, to] = [await sessionOf(world), join(world.state, 'sessions', 'another-session')];
      mkdirSync(to);
      symlinkSync(join(from, 'events.jsonl'), join(to, 'events.jsonl'));
      return (await world.engine.list()).some(({ session }) => session === 'another-session');
    },
    kept: false,
    broken: true,
  },
  {
    says: 'log/refusals',
    tries: 'one refusal',
    settings: {},
    without: edit('server/socket/upgrades.ts', 'onRefused(request, refused.rule, refused.status);', ''),
    attack: async (world) => {
      await world.attack(world.upgrade({ hosts: ['evil.example'] }));
      return world.log.filter((line) => line.startsWith('refused 403 (host): GET /__guidepost/ws from ')).length;
    },
    kept: 1,
    broken: 0,
  },
  {
    says: 'log/refusals',
    tries: 'a request that is refused',
    settings: {},
    without: edit('server/site/site.ts', 'onRefused(request, refused.rule, refused.status);', ''),
    attack: async (world) => {
      await world.fetch('/', 'Origin: null');
      return world.log.filter((line) => line.startsWith('refused 403 (origin): GET / from null')).length;
    },
    kept: 1,
    broken: 0,
  },
  {
    says: 'log/refusals',
    tries: 'fifty refusals',
    settings: {},
    without: edit(RUNNER, 'rateLimited(log, REFUSALS_LOGGED)', 'log'),
    attack: async (world) => {
      for (let count = 0; count < 50; count += 1) await world.fetch('/', 'Origin: null');
      return world.log.filter((line) => line.startsWith('refused')).length;
    },
    kept: 20,
    broken: 50,
  },
  ...Object.entries({
    'in a target': [
      edit(RUNNER, '${visible(url)}', '${decodeURI(url)}'),
      (world: World) => world.get('/%0Arun%20http://127.0.0.1', 'Origin: null'),
    ],
    'in an Origin': [
      edit(RUNNER, "visible(headers.origin ?? 'no origin')", "headers.origin?.replaceAll('\\u0085', '\\n')"),
      (world: World) => world.get('/', 'Origin: a\u0085run http://127.0.0.1'),
    ],
  } as const).map(([tries, [without, bytes]]): Row => ({
    says: 'log/forged',
    tries,
    settings: {},
    without,
    attack: async (world) => {
      await world.attack(bytes(world));
      return world.log
        .join('\n')
        .split('\n')
        .some((line) => line.startsWith('run'));
    },
    kept: false,
    broken: true,
  })),
  {
    says: 'log/forged',
    tries: 'a newline, an escape sequence, a direction in a value',
    without: edit('server/system/log.ts', 'return cut.replace(', "return cut || ''.replace("),
    attack: async ({ load }) => {
      const { visible } = await load('server/system/log.ts');
      return /[\n\x1b\u202e\u2028]/.test(visible('a\nrun http://127.0.0.1 \x1b[2J\u202e\u2028'));
    },
    kept: false,
    broken: true,
  },
  {
    says: 'log/runs',
    tries: 'a run that nobody hears of',
    settings: {},
    without: edit('server/socket/audit.ts', 'told(`${clock(at)} run ', 'void (`${clock(at)} run '),
    attack: async (world) => {
      await (await world.enter()).run('say');
      return world.log.filter((line) =>
        line.endsWith(`run  http://127.0.0.1:${world.port}  say: printf '%s' "$TEXT"  (with TEXT)`),
      ).length;
    },
    kept: 1,
    broken: 0,
  },
];

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

async function sessionOf(world: World): Promise<string> {
  return join(world.state, 'sessions', (await world.enter()).session);
}

/** What became of a file that a link leads to: the code of the refusal, or `touched`. */
async function throughLink(world: World, write: (folder: string, victim: string) => Promise<void>): Promise<string> {
  const victim = join(world.folder, 'victim');
  writeFileSync(victim, '');
  try {
    await write(world.folder, victim);
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'failed';
  }
  return readFileSync(victim, 'utf8') === '' ? 'untouched' : 'touched';
}
