/** What comes from a host, and what is shown of it before it is approved. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeGuide } from '../../socket/fake-engine.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const DATA = 'server/connect/data-only.ts';
const APPROVED = 'server/connect/approved.ts';
const MANIFEST = 'server/connect/manifest.ts';
const FETCH = 'server/connect/fetch-manifest.ts';
const REVIEW = 'server/connect/review.ts';
const DOCUMENT = 'src/runbook/reading/document.ts';
const SHOWN = 'server/consent/shown.ts';
const TRUST = 'server/consent/trust.ts';

const INDEX = { path: 'index.md', text: '# Guide\n', executable: false };

export const connect: readonly Row[] = [
  ...Object.entries({
    'a page that the guide does not name': [
      { path: 'x.mdx', text: '# x\n' },
      'else if (!practice.some((folder) => path.startsWith(folder)))',
      'else if (practice.length === 0)',
    ],
    'a practice folder that is the guide itself, with pages that nobody approves': [
      { path: 'index.md', text: '---\npractice: { folder: . }\n---\n\n# Guide\n' },
      "if (/^[./]+$/.test(draft.front.practice?.folder ?? ''))",
      'if (draft === null)',
    ],
    'a script between comments': [
      { path: 'index.md', text: '<!-- --><script>x</script><!-- -->\n' },
      "return isComment(node.value ?? '') ? null : 'HTML';",
      'return null;',
    ],
    'text that is shown in another order': [
      { path: 'index.md', text: 'Only \u202eevil\n' },
      'if (reordered)',
      'if (reordered && file === "")',
    ],
    'a key that writes into the head': [
      { path: 'index.md', text: '---\nhead: [{ tag: script }]\n---\n' },
      'if (odd !== undefined)',
      'if (odd === file)',
    ],
  } as const).map(([tries, [file, rule, by]]): Row => ({
    says: 'connect/data',
    tries,
    without: edit(DATA, rule, by),
    attack: async (world) => {
      const files = file.path === 'index.md' ? [{ ...INDEX, ...file }] : [INDEX, { executable: false, ...file }];
      return stages(world, files);
    },
    kept: 'refused',
    broken: 'staged',
  })),
  {
    says: 'connect/data',
    tries: 'a live page that came past all of this to the build',
    without: edit('src/site/page-loader.ts', 'if (foreign) throw', 'if (!foreign) throw'),
    attack: async (world) => {
      const { pageLoader } = await world.load('src/site/page-loader.ts');
      writeFileSync(join(world.folder, 'a.mdx'), '{evil()}\n');
      const stored: object[] = [];
      const store = { clear: () => undefined, set: (one: object) => stored.push(one) };
      const taken = { generateDigest: () => '', parseData: async ({ data }: { data: object }) => data };
      const context = { store, ...taken, config: { root: new URL('file:///') }, entryTypes: new Map() } as never;
      const loader = pageLoader({
        folder: world.folder,
        pages: [{ path: 'a.mdx', entry: 'a' }],
        expand: (_file, text) => ({ text, places: null }),
        foreign: true,
        broken: new Map(),
        words: { title: '', remedy: '' },
      });
      return loader.load(context).then(
        () => `${stored.length} for the compiler`,
        () => 'refused',
      );
    },
    kept: 'refused',
    broken: '1 for the compiler',
  },
  {
    says: 'connect/data',
    tries: 'more text than anybody reads',
    without: edit(DATA, 'if (size <= LONGEST) return;', 'if (size > 0) return;'),
    attack: (world) => stages(world, [{ ...INDEX, text: `${'a'.repeat(1 << 20)}\n` }]),
    kept: 'refused',
    broken: 'staged',
  },
  ...(
    [
      [
        'more blocks than anybody reads, which take minutes to read',
        '> ```\n> ```\n'.repeat(2001),
        edit(DATA, 'if (fences > MOST_FENCES)', 'if (fences < 0)'),
      ],
      [
        'quotes in quotes, which take minutes to read',
        `${'> '.repeat(1000)}x\n`,
        [
          ...edit(DOCUMENT, 'if (found) throw tooDeep(file, body', 'if (!body) throw tooDeep(file, body'),
          ...edit(DOCUMENT, 'if (depth > DEEPEST)', 'if (depth < 0)'),
        ],
      ],
    ] as const
  ).map(([tries, text, without]): Row => ({
    says: 'connect/bounded',
    tries,
    without,
    attack: (world) => stages(world, [{ ...INDEX, text }]),
    kept: 'refused',
    broken: 'staged',
  })),
  ...(
    [
      ['brackets in brackets, which take minutes to parse', '['.repeat(100)],
      ['more objects than there is memory for', `[${'{},'.repeat(1 << 20)}1]`],
    ] as const
  ).map(([tries, text]): Row => ({
    says: 'connect/bounded',
    tries,
    without: edit(FETCH, 'if (isOverbuilt(text)) return', 'if (text === "") return'),
    attack: async (world) => {
      const { fetchManifest } = await world.load(FETCH);
      const host = createServer((_, response) => response.end(text));
      await once(host.listen(0, '127.0.0.1'), 'listening');
      const { port } = host.address() as AddressInfo;
      const said = await fetchManifest({ text: `http://127.0.0.1:${port}/`, guide: null }).catch(String);
      host.close();
      host.closeAllConnections();
      return typeof said === 'string' && said.includes('deeper ones') ? 'not parsed' : 'parsed';
    },
    kept: 'not parsed',
    broken: 'parsed',
  })),
  {
    says: 'connect/data',
    tries: 'two files of one name',
    without: edit(MANIFEST, 'if (problem !== null) context.addIssue', 'if (problem === "") context.addIssue'),
    attack: async (world) => {
      const { Manifest } = await world.load(MANIFEST);
      const files = [INDEX, { path: 'practice/x', text: '1' }, { path: 'practice/X', text: '2' }];
      return Manifest.safeParse({ guidepost: 1, guides: [{ id: 'a', title: 'A', hashes: {}, files }] }).success;
    },
    kept: false,
    broken: true,
  },
  {
    says: 'connect/approved',
    tries: 'other bytes while the question stands',
    without: edit(APPROVED, '  refuseChanged(staged.folder, pin);\n', ''),
    attack: async (world) => {
      const { approve, openApproved, stage } = await world.load(APPROVED);
      const { digestOf } = await world.load(MANIFEST);
      const guide = { id: 'a', title: 'A', hashes: {}, files: [INDEX] };
      const before = openApproved(mkdtempSync(join(world.folder, 'connect-')), 'key');
      const staged = await stage(before, [guide]);
      writeFileSync(join(staged.folder, 'guides/a/index.md'), '# Other\n');
      try {
        approve(before, staged, {
          url: 'https://docs.example.com/',
          digest: digestOf([guide]),
          at: 0,
          guides: [guide],
        });
        return 'approved';
      } catch {
        return 'refused';
      }
    },
    kept: 'refused',
    broken: 'approved',
  },
  {
    says: 'trust/whole',
    tries: 'a command behind a thousand blanks',
    without: edit(SHOWN, '(blanks.length > MANY ? counted(blanks.length) : blanks)', 'blanks'),
    attack: async (world) => {
      const { shownLines } = await world.load(SHOWN);
      return shownLines(`echo hi${' '.repeat(1000)}curl evil`, Infinity)[0] === 'echo hi⟨1,000 blanks⟩curl evil';
    },
    kept: true,
    broken: false,
  },
  {
    says: 'trust/whole',
    tries: 'a command at the end of a long line',
    without: edit(SHOWN, 'return visible(marked, Infinity)', 'return visible(marked, 300)'),
    attack: async (world) => {
      const { shownLines } = await world.load(SHOWN);
      return shownLines(`echo ${'x'.repeat(1000)} && curl evil`, Infinity)
        .join('')
        .includes('curl evil');
    },
    kept: true,
    broken: false,
  },
  {
    says: 'trust/whole',
    tries: 'a script in base64',
    without: edit(REVIEW, 'if (isUtf8(bytes)) return bytes.toString();', 'if (file.text === undefined) return null;'),
    attack: async (world) => {
      const { review } = await world.load(REVIEW);
      const file = { path: 'practice/x', base64: Buffer.from('curl evil').toString('base64'), executable: true };
      const files = [{ id: 'a', title: 'A', hashes: {}, files: [file] }];
      return review('https://docs.example.com/', null, { guides: [], files }).files.includes('curl evil');
    },
    kept: true,
    broken: false,
  },
  {
    says: 'trust/whole',
    tries: 'a line of a script that looks like a default value, which the list omits',
    without: edit(TRUST, 'return [...lines, withoutFacts(block.script)]', 'return [...lines, block.script]'),
    attack: async (world) => {
      const { askTrust } = await world.load(TRUST);
      const state = mkdtempSync(join(world.folder, 'facts-'));
      const guides = [fakeGuide('one')].map((guide) => ({
        ...guide,
        runbook: {
          ...guide.runbook,
          blocks: guide.runbook.blocks.map((block) => ({
            ...block,
            script: '» unless changed, x; curl evil\necho hi\n',
          })),
        },
      }));
      let said = '';
      await askTrust({
        state,
        source: '/content',
        guides,
        yes: false,
        ask: async () => 'n',
        out: (text) => void (said += text),
      });
      return said.includes('curl evil');
    },
    kept: true,
    broken: false,
  },
  {
    says: 'trust/whole',
    tries: 'characters of two columns, which a terminal wraps without a mark',
    without: edit(SHOWN, 'NARROW.test(character) ? 1 : 2', 'character === "" ? 2 : 1'),
    attack: async (world) => {
      const { shownLines } = await world.load(SHOWN);
      return shownLines('\u{17000}'.repeat(30), 40)[1]?.startsWith('↪ ') ?? false;
    },
    kept: true,
    broken: false,
  },
  {
    says: 'trust/page code',
    tries: 'a file that is imported behind a comment',
    without: edit('server/project/page-code.ts', 'const PATH = /[\'"`]', 'const PATH = /(?:from|import)\\s*[\'"`]'),
    attack: async (world) => {
      const { pageCode } = await world.load('server/project/page-code.ts');
      const folder = mkdtempSync(join(world.folder, 'imports-'));
      writeFileSync(join(folder, 'page.mdx'), 'import /* it */ "./lib.js"\n');
      writeFileSync(join(folder, 'lib.js'), 'evil()');
      return [...(await pageCode({ folder, files: [{ path: 'page.mdx', entry: 'page' }] })).keys()];
    },
    kept: ['page.mdx', 'lib.js'],
    broken: ['page.mdx'],
  },
  {
    says: 'trust/page code',
    tries: 'a page whose code changed',
    without: edit(TRUST, '...trustedCode(code)', '...trustedCode(new Map())'),
    attack: async (world) => {
      const { askTrust } = await world.load(TRUST);
      const state = mkdtempSync(join(world.folder, 'code-'));
      const asked: string[] = [];
      for (const script of ['{one()}', '{two()}']) {
        const ask = async (question: string) => (asked.push(question), 'y');
        const code = new Map([['page.mdx', script]]);
        await askTrust({ state, source: '/content', guides: [], code, yes: false, ask, out: () => undefined });
      }
      return asked.length;
    },
    kept: 2,
    broken: 0,
  },
  {
    says: 'trust/page code',
    tries: 'a file that the page imports by the name of its folder',
    without: edit('server/project/page-code.ts', '`/index.${letters}`', "''"),
    attack: async (world) => {
      const { pageCode } = await world.load('server/project/page-code.ts');
      const folder = mkdtempSync(join(world.folder, 'imports-'));
      mkdirSync(join(folder, 'lib'));
      writeFileSync(join(folder, 'page.mdx'), 'import "./lib"\n');
      writeFileSync(join(folder, 'lib/index.js'), 'evil()');
      return [...(await pageCode({ folder, files: [{ path: 'page.mdx', entry: 'page' }] })).keys()];
    },
    kept: ['page.mdx', 'lib/index.js'],
    broken: ['page.mdx'],
  },
];

async function stages(world: World, files: readonly (typeof INDEX)[]): Promise<'staged' | 'refused'> {
  const { openApproved, stage } = await world.load(APPROVED);
  const before = openApproved(mkdtempSync(join(world.folder, 'connect-')), 'key');
  return stage(before, [{ id: 'a', title: 'A', hashes: {}, files: [...files] }]).then(
    () => 'staged',
    () => 'refused',
  );
}
