/** Only what the server has compiled runs, and only as the reader saw it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findGuides } from '../../../server/guides/read-guides.ts';
import { GUIDE } from '../guide.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const ADMISSION = 'src/runbook/session/admission.ts';
const MAY_RUN = 'server/socket/may-run.ts';
const SESSION = 'server/engine/session/session.ts';
const GUIDES = 'server/guides/read-guides.ts';
const FACTS = [
  'id,',
  'language,',
  'command,',
  'cwd ?? runbook.cwd,',
  'tty,',
  'inputs,',
  'runbook.env,',
  'script,',
  '...(change === null ? [] : [change]),',
]
  .map((fact) => `    ${fact}\n`)
  .join('');
const SITE = 'https://docs.example.com';

const anyHash = edit(ADMISSION, 'facts.hashOf(block.id) !== ask.hash', 'false');
const anyBlock = [
  ...anyHash,
  ...edit(ADMISSION, 'blockOf(runbook, ask.block);', 'blockOf(runbook, ask.block) ?? runbook.blocks[0];'),
];
const unasked = 'blockOf(guide().runbook, request.block) ?? guide().runbook.blocks[0]!';

/** One thing that decides what a block does, as it was approved and as it was changed since. */
const DECIDES: Readonly<Record<string, readonly [fact: string, was: string, is: string]>> = {
  id: ['id', 'id=canary', 'id=canaries'],
  interpreter: ['language,\n    command', '```bash id=canary', '```bash id=canary with="sh -x"'],
  'the working directory': ['cwd ?? runbook.cwd', '```bash id=canary', '```bash id=canary cwd=/'],
  'its inputs': ['inputs', "pattern: '[a-z]+'", "pattern: '.*'"],
  'the environment': ['runbook.env', 'title: Canary', 'title: Canary\nenv: { MODE: other }'],
  code: ['script', 'echo sung', 'echo other'],
  'the file that it writes': [
    '...(change === null ? [] : [change])',
    '```bash id=leaves',
    '```bash file=other id=leaves',
  ],
};

export const running: readonly Row[] = [
  {
    says: 'run/unknown',
    tries: 'a block that nobody wrote',
    without: anyBlock,
    attack: (world) => runs(world, { block: 'rm-rf' }),
    kept: ['unknown_block', 0],
    broken: ['exited 0', 1],
  },
  {
    says: 'lesson/compiled',
    tries: 'a block of another guide',
    without: anyBlock,
    attack: (world) => runs(world, { block: 'other.canary' }),
    kept: ['unknown_block', 0],
    broken: ['exited 0', 1],
  },
  ...Object.entries({
    zeros: () => '0'.repeat(64),
    "another block's": (world: World) => world.guide().hashes.get('say') ?? '',
  }).map(([tries, hash]): Row => ({
    says: 'run/stale',
    tries: `${tries} hash`,
    without: anyHash,
    attack: (world) => runs(world, { hash: hash(world) }),
    kept: ['stale_block', 0],
    broken: ['exited 0', 1],
  })),
  {
    says: 'run/stale',
    tries: 'the session asks again, whatever the socket has asked',
    without: [
      ...edit(SESSION, 'admitted(admit(request, facts()))', unasked),
      ...edit(
        SESSION,
        'import type { Block,',
        "import { blockOf } from '../../../src/runbook/session/block-of.ts';\nimport type { Block,",
      ),
    ],
    also: edit(MAY_RUN, 'admitted(session.admit(ask))', 'session.guide.runbook.blocks[0]!'),
    attack: (world) => runs(world, { hash: '0'.repeat(64) }),
    kept: ['stale_block', 0],
    broken: ['exited 0', 1],
  },
  ...Object.entries(DECIDES).map(([what, [fact, was, is]]): Row => ({
    says: 'run/hash',
    tries: `changing ${what}`,
    without: edit(GUIDES, FACTS, FACTS.replace(fact, 'null')),
    attack: async (world) => {
      const hashes = await Promise.all([hashesOf(world, GUIDE), hashesOf(world, GUIDE.replace(was, is))]);
      return [...(hashes[0] ?? [])].every((hash) => hashes[1]?.includes(hash)) ? 'runs as approved' : 'another hash';
    },
    kept: 'another hash',
    broken: 'runs as approved',
  })),
  {
    says: 'run/memory',
    tries: 'writing another script into the file',
    settings: {},
    without: edit(
      'server/engine/run/attempt.ts',
      'text: withEchoes(block),',
      "text: new RegExp('id=' + block.id + '\\n([^]*?)```').exec(process.getBuiltinModule('node:fs').readFileSync(block.file, 'utf8'))?.[1] ?? withEchoes(block),",
    ),
    attack: async (world) => {
      writeFileSync(world.file, GUIDE.replace(`printf '%s' "$TEXT"`, 'printf changed'));
      const { output } = await (await world.enter()).run('say');
      return output;
    },
    kept: '',
    broken: 'changed',
  },
  {
    says: 'run/watch',
    tries: 'the hash of before',
    settings: {},
    without: edit(
      'server/engine/engine.ts',
      'const guide = () => (last = settings.guide?.(opened.runbook.id) ?? last);',
      'const guide = () => opened;',
    ),
    attack: async (world) => {
      const page = await world.enter();
      const hash = world.guide().hashes.get('say');
      await world.edit(GUIDE.replace(`printf '%s' "$TEXT"`, 'printf changed'));
      return (await page.run('say', { hash })).end;
    },
    kept: 'stale_block',
    broken: 'exited 0',
  },
  {
    says: 'run/watch',
    tries: 'the hash of before, where the watcher has seen the change',
    without: edit(
      'server/setup/watch-guides.ts',
      'current = await look(current);\n        return',
      'await look(current);\n        return',
    ),
    attack: async (world) => {
      const { watchGuides } = await world.load('server/setup/watch-guides.ts');
      const file = join(guidesFolder(world), 'canary', 'index.md');
      writeFileSync(file, GUIDE);
      const watched = await watchGuides(
        async () => ({ guides: await findGuides(join(file, '..', '..')), broken: [] }),
        () => {},
      );
      const hash = watched.guides()[0]?.hashes.get('say');
      writeFileSync(file, GUIDE.replace(`printf '%s' "$TEXT"`, 'printf changed'));
      await watched.refresh();
      return watched.guides()[0]?.hashes.get('say') === hash;
    },
    kept: false,
    broken: true,
  },
  ...Object.entries({
    'bidirectional controls': '\u202a\u202e\u2066\u2069\u200e\u200f\u061c',
    'zero-width characters': '\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u{e0041}',
    'control characters': '\u0007\u0008\u001b\u007f\u0085\u009b\u2028',
  }).map(([tries, characters]): Row => ({
    says: 'run/hidden',
    tries,
    without: edit('src/runbook/reading/draft.ts', 'refuseHiddenCharacters(value, place);', ''),
    attack: async (world) => {
      const built = [...characters].map((one) => builds(world, GUIDE.replace('echo sung', `echo ${one}sung`)));
      return [...new Set(await Promise.all(built))];
    },
    kept: ['refused'],
    broken: ['built'],
  })),
  {
    says: 'trust/confirm',
    tries: 'without having asked',
    without: edit(ADMISSION, 'block.confirm !== null && !ask.confirmed', 'false'),
    attack: (world) => runs(world, { block: 'danger', hash: world.guide().hashes.get('danger') }),
    kept: ['not_confirmed', 0],
    broken: ['exited 0', 1],
  },
  {
    says: 'trust/question',
    tries: 'saying yes to a question that was not asked',
    without: edit('server/socket/handle.ts', 'questions.take(message, answer)', 'answer !== null'),
    attack: (world) =>
      runs(world, { block: 'danger', hash: world.guide().hashes.get('danger'), answer: 'A'.repeat(22) }),
    kept: ['not_confirmed', 0],
    broken: ['exited 0', 1],
  },
  ...Object.entries({
    'one answer for two runs': ['open.delete(nonce);\n      return', 'return', 'danger'],
    'the answer to a question about another block': [
      'question?.about === textOf(about) && ',
      'question !== undefined && ',
      'warning',
    ],
  }).map(([tries, [text = '', by = '', first = '']]): Row => ({
    says: 'trust/question',
    tries,
    without: edit('server/socket/questions.ts', text, by),
    attack: async (world) => {
      const page = await world.enter();
      const answer = await page.nonceFor(first);
      if (first === 'danger') await page.run(first, { answer });
      const before = world.songs();
      return [(await page.run('danger', { answer })).end, world.songs() - before];
    },
    kept: ['not_confirmed', 0],
    broken: ['exited 0', 1],
    ...(first === 'danger' ? { sings: 1 } : {}),
  })),
  {
    says: 'trust/typing',
    tries: 'a hosted page answers the prompt of a terminal, and nobody has allowed it',
    settings: { sites: [SITE] },
    without: edit('server/socket/ask-terminal.ts', 'context.isLocal(visitor.origin) || !block', 'true || !block'),
    attack: async (world) => {
      const page = await world.enter(hosted(world));
      const { run } = await page.start('prompt');
      await page.printed(run, '?');
      const before = world.songs();
      const typed = await page.outcome({ type: 'type', session: page.session, run, text: 'sing\n' });
      if (typed !== 'done') await page.outcome({ type: 'cancel', session: page.session, run });
      return [typed, await page.ended(run), world.songs() - before];
    },
    kept: ['not_confirmed', 'cancelled', 0],
    broken: ['done', 'exited 0', 1],
  },
  {
    says: 'trust/folder',
    tries: 'a hosted page asks what there is on this machine',
    settings: { sites: [SITE] },
    without: edit('server/socket/ask-terminal.ts', 'context.isLocal(visitor.origin) || real', 'true || real'),
    attack: async (world) => {
      const page = await world.enter(hosted(world));
      const own = '  - { name: PLACE, type: path }\nfolder: { input: PLACE }\n';
      await world.edit(GUIDE.replace('---\n\n', `${own}---\n\n`));
      const answer = await page.outcome({ type: 'look', guide: world.guide().runbook.id, folder: '/proc/self/cwd' });
      await world.edit(GUIDE);
      return answer;
    },
    kept: 'not_confirmed',
    broken: 'looked',
  },
  ...Object.entries({
    follows: (session: string) => ({ type: 'follow', session, after: 0 }),
    stops: (session: string) => ({ type: 'cancel', session, run: 'run-of-nobody' }),
    'gives a value to': (session: string) => ({ type: 'input', session, name: 'TEXT', value: 'x' }),
    closes: (session: string) => ({ type: 'close', session }),
  }).map(([tries, request]): Row => ({
    says: 'sessions/owner',
    tries: `a hosted page ${tries} a session of this machine`,
    settings: { sites: [SITE] },
    without: edit('server/engine/engine.ts', 'store.listing(id)?.owner !== owner', 'false'),
    attack: async (world) => {
      const [local, page] = [await world.enter(), await world.enter(hosted(world))];
      const before = world.songs();
      const answer = await page.outcome(request(local.session));
      return [answer, world.songs() - before];
    },
    kept: ['unknown_session', 0],
    broken: [tries === 'stops' ? 'unknown_run' : 'done', 0],
  })),
  ...Object.entries({ 'a hosted page': SITE, 'a page of this machine': null }).map(([tries, origin]): Row => ({
    says: 'sessions/owner',
    tries: `${tries} lists the sessions of others`,
    settings: { sites: [SITE] },
    without: edit('server/engine/engine.ts', 'owner === undefined || listing.owner === owner', 'true'),
    attack: async (world) => {
      await world.enter();
      const other = await world.enter(hosted(world));
      const page = origin === null ? await world.enter() : other;
      const answer = await page.ask({ type: 'sessions', guide: world.guide().runbook.id });
      return answer?.type === 'sessions' && answer.sessions.length;
    },
    kept: 1,
    broken: 2,
  })),
  ...Object.entries({ no: async () => false, 'nobody is there': null }).map(([tries, confirm]): Row => ({
    says: 'trust/terminal',
    tries: `a hosted page, and the terminal says: ${tries}`,
    settings: { sites: [SITE], ...(confirm ? { confirm } : {}) },
    without: edit(MAY_RUN, 'context.isLocal(visitor.origin)', 'true'),
    attack: async (world) => {
      const before = world.songs();
      const page = await world.enter({ origins: [SITE], token: world.served.keys.of(SITE)?.token ?? '' });
      return [(await page.run('danger', { answer: await page.nonceFor('danger') })).end, world.songs() - before];
    },
    kept: ['not_confirmed', 0],
    broken: ['exited 0', 1],
  })),
];

function hosted({ served }: World) {
  return { origins: [SITE], token: served.keys.of(SITE)?.token ?? '' };
}

async function runs(world: World, more: Readonly<Record<string, unknown>>): Promise<readonly [string, number]> {
  const before = world.songs();
  const page = await world.enter();
  const { end } = await page.run('canary', more);
  return [end, world.songs() - before];
}

async function hashesOf(world: World, text: string): Promise<readonly string[]> {
  const file = join(guidesFolder(world), `guide.md`);
  writeFileSync(file, text);
  const { readGuide } = await world.load(GUIDES);
  return [...(await readGuide(file)).hashes.values()];
}

function builds(world: World, text: string): Promise<'built' | 'refused'> {
  return hashesOf(world, text).then(
    () => 'built',
    () => 'refused',
  );
}

let folders = 0;

/** A folder that holds one of a guide. */
function guidesFolder({ folder }: World): string {
  const path = join(folder, `guides-${(folders += 1)}`);
  mkdirSync(join(path, 'canary'), { recursive: true });
  return path;
}
