/** Which pages may pair, and what their tokens are good for. */
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { REQUEST_RULES, edit, gate } from './edits.ts';

const SITE = 'https://docs.example.com';
const sites = { settings: { sites: [SITE] } };

export const origins: readonly Row[] = [
  {
    says: 'origins/local',
    tries: 'a page at localhost, which another user may serve from [::1]',
    also: gate('token'),
    without: gate('origin'),
    attack: (world) => world.attack(world.upgrade({ origins: [`http://localhost:${world.port}`] })),
    kept: { status: 403, sang: false },
    broken: { status: 101, sang: true },
  },
  {
    says: 'origins/local',
    tries: 'the link with the other name of this machine',
    without: edit('server/site/site.ts', "!values(raw, 'host').includes(`127.0.0.1:${port}`)", 'false'),
    attack: async (world) => {
      const { status } = await world.connect(world.get('/guide/').replace('127.0.0.1', 'localhost')).answer;
      return status;
    },
    kept: 307,
    broken: 200,
  },
  {
    ...sites,
    says: 'origins/hosted',
    tries: 'the page that was named comes in with its own token',
    without: edit('server/http/runner.ts', '...(settings.sites ?? [])', ''),
    attack: (world) => comesIn(world, SITE),
    kept: { status: 101, sang: true },
    broken: { status: 403, sang: false },
    sings: 1,
  },
  ...['https://other.example.com', `${SITE}:444`, 'http://docs.example.com', 'https://evil.docs.example.com'].map(
    (origin): Row => ({
      ...sites,
      says: 'origins/hosted',
      tries: `${origin}, which was not named`,
      also: gate('token'),
      without: gate('origin'),
      attack: (world) => world.attack(world.upgrade({ origins: [origin] })),
      kept: { status: 403, sang: false },
      broken: { status: 101, sang: true },
    }),
  ),
  {
    settings: { sites: ['https://*.example.com'] },
    says: 'origins/exact',
    tries: 'a name with a star is a name like any other',
    also: gate('token'),
    without: edit(
      REQUEST_RULES,
      'origins.has(origin)',
      "[...origins].some((one) => origin.endsWith(one.split('*')[1] ?? one))",
    ),
    attack: (world) => world.attack(world.upgrade({ origins: ['https://evil.example.com'] })),
    kept: { status: 403, sang: false },
    broken: { status: 101, sang: true },
  },
  {
    ...sites,
    says: 'token/per origin',
    tries: "another origin's token",
    without: edit(
      'server/gate/token.ts',
      'const key = keys.get(origin);\n      return',
      'const key = [...keys.values()].find((one) => one.token === token);\n      return',
    ),
    attack: (world) => world.attack(world.upgrade({ token: tokenOf(world, SITE) })),
    kept: { status: 401, sang: false },
    broken: { status: 101, sang: true },
  },
  {
    says: 'surface',
    tries: 'an upgrade elsewhere',
    without: gate('path'),
    attack: (world) => world.attack(world.upgrade({ target: '/' })),
    kept: { status: 404, sang: false },
    broken: { status: 101, sang: true },
  },
  ...['Set-Cookie: a=b', 'Access-Control-Allow-Origin: *'].map((header): Row => {
    const [name = '', value = ''] = header.split(': ');
    return {
      says: 'surface',
      tries: `a header ${name} on a page, a miss or a refusal`,
      without: edit(
        'server/gate/response-headers.ts',
        "'Cache-Control': 'no-store',",
        `'Cache-Control': 'no-store', '${name}': '${value}',`,
      ),
      attack: async (world) => {
        const answers = [await world.fetch('/'), await world.fetch('/none'), await world.fetch('/', 'Origin: null')];
        return answers.map(({ head }) => head.includes(name));
      },
      kept: [false, false, false],
      broken: [true, true, true],
    };
  }),
];

function tokenOf({ served }: World, origin: string): string {
  return served.keys.of(origin)?.token ?? '';
}

function comesIn(world: World, origin: string) {
  return world.attack(world.upgrade({ origins: [origin], token: tokenOf(world, origin) }));
}
