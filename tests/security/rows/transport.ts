/** How a token is asked for, and what becomes of who guesses. */
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { UPGRADE_RULES, edit, gate } from './edits.ts';

const SITE = 'https://docs.example.com';

export const transport: readonly Row[] = [
  ...Object.entries({
    'no token': () => 'guidepost.v1',
    'a wrong token': () => `guidepost.v1, guidepost.auth.${'A'.repeat(43)}`,
    'half a token': ({ token }: World) => `guidepost.v1, guidepost.auth.${token.slice(0, 20)}`,
    'two tokens': ({ token }: World) => `guidepost.v1, guidepost.auth.${token}, guidepost.auth.x`,
    'the secret instead of the token': ({ served }: World) =>
      `guidepost.v1, guidepost.auth.${served.keys.of(served.url)?.secret}`,
  }).flatMap(([tries, protocols]) =>
    (['transport/401', 'transport/before', 'lesson/listening'] as const)
      .slice(0, tries === 'a wrong token' ? 3 : 1)
      .map((says): Row => ({
        settings: {},
        says,
        tries,
        without: gate('token'),
        attack: (world) => world.attack(world.upgrade({ protocols: protocols(world) })),
        kept: { status: 401, sang: false },
        broken: { status: 101, sang: true },
      })),
  ),
  {
    says: 'transport/protocol',
    tries: 'a token without the protocol',
    without: gate('protocol'),
    attack: (world) => world.attack(world.upgrade({ protocols: `guidepost.auth.${world.token}` })),
    kept: { status: 400, sang: false },
    broken: { status: 101, sang: true },
  },
  {
    says: 'transport/echo',
    tries: 'the token offered first',
    without: edit('server/socket/upgrades.ts', 'handleProtocols: () => PROTOCOL,', ''),
    attack: async (world) => {
      const visitor = world.connect(world.upgrade({ protocols: `guidepost.auth.${world.token}, guidepost.v1` }));
      const { head } = await visitor.answer;
      return [head.includes('guidepost.v1'), head.includes(world.token)];
    },
    kept: [true, false],
    broken: [false, true],
  },
  {
    settings: {},
    says: 'transport/429',
    tries: 'the eleventh wrong token',
    without: edit(UPGRADE_RULES, 'const WRONG_TOKENS = 10;', 'const WRONG_TOKENS = 1000;'),
    attack: (world) =>
      statuses(
        world,
        Array.from({ length: 11 }, () => wrong(world)),
      ),
    kept: [...Array.from({ length: 10 }, () => 401), 429],
    broken: Array.from({ length: 11 }, () => 401),
  },
  {
    settings: {},
    says: 'transport/429',
    tries: 'a minute later they are forgotten',
    without: edit(UPGRADE_RULES, 'const MINUTE = 60_000;', 'const MINUTE = 3_600_000;'),
    attack: async ({ load }) => {
      const { upgradeRules } = await load(UPGRADE_RULES);
      const { createKeys } = await load('server/gate/token.ts');
      let clock = 0;
      const rules = upgradeRules(createKeys([SITE]), { taken: () => 0, limit: 8 }, () => clock);
      const protocols = ['sec-websocket-protocol', `guidepost.v1, guidepost.auth.${'B'.repeat(43)}`] as const;
      const raw = {
        version: '1.1',
        method: 'GET',
        target: '/',
        headers: [['origin', SITE], protocols],
        upgrade: true,
      } as const;
      const token = rules.find(({ name }) => name === 'token');
      for (let count = 0; count < 10; count += 1) token?.check(raw);
      clock = 60_001;
      return token?.check(raw)?.status;
    },
    kept: 401,
    broken: 429,
  },
  {
    settings: {},
    says: 'transport/429',
    tries: 'after them the right token still opens',
    without: edit(
      UPGRADE_RULES,
      "keys.accept(values(raw, 'origin')[0] ?? '', token) ?",
      "failures.length < WRONG_TOKENS && keys.accept(values(raw, 'origin')[0] ?? '', token) ?",
    ),
    attack: async (world) => {
      await statuses(
        world,
        Array.from({ length: 10 }, () => wrong(world)),
      );
      return world.attack(world.upgrade());
    },
    kept: { status: 101, sang: true },
    broken: { status: 429, sang: false },
    sings: 1,
  },
  {
    settings: { sites: ['https://docs.example.com'] },
    says: 'transport/counted',
    tries: 'five from each of two origins, and one more',
    without: edit(
      UPGRADE_RULES,
      '? null : tokenRefusal();',
      "? null : String(values(raw, 'origin')).includes('docs') ? { status: 401, why: '' } : tokenRefusal();",
    ),
    attack: (world) => {
      const other = { origins: ['https://docs.example.com'] };
      return last(
        statuses(
          world,
          Array.from({ length: 11 }, (_, index) => wrong(world, index % 2 === 0 ? other : {})),
        ),
      );
    },
    kept: 429,
    broken: 401,
  },
  {
    settings: {},
    says: 'transport/inside',
    tries: 'a page that is in, while others guess',
    without: edit(
      'server/socket/upgrades.ts',
      'onRefused(request, refused.rule, refused.status);',
      "onRefused(request, refused.rule, refused.status); connections.forEach((one) => one.close(1008, ''));",
    ),
    attack: async (world) => {
      const inside = await world.enter();
      await statuses(
        world,
        Array.from({ length: 11 }, () => wrong(world)),
      );
      return inside.outcome({ type: 'sessions', guide: 'canary' });
    },
    kept: 'sessions',
    broken: 'closed',
  },
  {
    settings: {},
    says: 'transport/foreign',
    tries: 'twelve from a foreign page, then one wrong token',
    without: gate('origin'),
    attack: async (world) => {
      const foreign = wrong(world, { origins: ['http://evil.example'] });
      await statuses(
        world,
        Array.from({ length: 12 }, () => foreign),
      );
      return last(statuses(world, [wrong(world)]));
    },
    kept: 401,
    broken: 429,
  },
  ...['X-Forwarded-For: 10.1.1.1', 'Forwarded: for=10.1.1.1', 'X-Real-IP: 10.1.1.1', 'X-Device-Token: a'].map(
    (header): Row => ({
      settings: {},
      says: 'lesson/loopback',
      tries: `a wrong token with ${header}`,
      without: edit(UPGRADE_RULES, '>= WRONG_TOKENS)', `>= WRONG_TOKENS && !hasField)`).concat(
        edit(
          UPGRADE_RULES,
          'check: (raw) => {\n        const token =',
          `check: (raw) => {\n        hasField = values(raw, '${header.split(':')[0]?.toLowerCase()}').length > 0;\n        const token =`,
        ),
        edit(UPGRADE_RULES, 'let failures: number[] = [];', 'let hasField = false;\n  let failures: number[] = [];'),
      ),
      attack: (world) =>
        last(
          statuses(
            world,
            Array.from({ length: 11 }, () => wrong(world, { more: [header] })),
          ),
        ),
      kept: 429,
      broken: 401,
    }),
  ),
];

function wrong(world: World, parts: Parameters<World['upgrade']>[0] = {}): string {
  return world.upgrade({ token: 'B'.repeat(43), ...parts });
}

async function statuses(world: World, knocks: readonly string[]): Promise<number[]> {
  const found: number[] = [];
  for (const raw of knocks) found.push((await world.attack(raw)).status);
  return found;
}

async function last(found: Promise<readonly number[]>): Promise<number | undefined> {
  return (await found).at(-1);
}
