/** The code of pages: what is asked about, and that nothing of it has run before the answer. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { build } from '../../server/commands/build.ts';
import { dev } from '../../server/commands/dev.ts';
import type { Io } from '../../server/commands/io.ts';
import { start } from '../../server/commands/start.ts';
import { pageCode } from '../../server/project/page-code.ts';

const codeOf = async (t: TestContext, files: Readonly<Record<string, string>>) => {
  const folder = write(t, files);
  const pages = Object.keys(files).filter((path) => /\.mdx?$/i.test(path));
  return Object.fromEntries(await pageCode({ folder, files: pages.map((path) => ({ path, entry: path })) }));
};

test('a page of plain text has no code, whatever its fences and its text say', async (t) => {
  const still =
    '---\ntitle: x\n---\n\n# Still\n\n{/* note */}\n\n<Options name="a">\n\n</Options>\n\n```js\nimport "./x.js"\n```\n';
  assert.deepEqual(await codeOf(t, { 'a.mdx': still, 'b.md': 'import x from "./x.js"\n\n{x}\n', 'x.js': 'x()' }), {});
});

test('imports, exports, expressions and components of a page are its code', async (t) => {
  const page = 'import X from "x"\nexport const y = 1\n\n# Page\n\nNow {y}, <X {...y} /> and <b title={y}>b</b>.\n';
  const code = (await codeOf(t, { 'a.mdx': page }))['a.mdx'] ?? '';
  for (const part of ['import X from "x"', 'export const y = 1', '{y}', '{...y}', 'title={y}'])
    assert.ok(code.includes(part), `${part} in ${code}`);
});

for (const [how, line] of [
  ['its name', "import x from './lib/one.js'"],
  ['a name without an ending', "import { x } from './lib/one'"],
  ['the name of its folder', "export * from './lib'"],
  ['a name and nothing else', "import './lib/one.js'"],
  ['several lines', "import {\n  x,\n} from './lib/one.js'"],
  ['a question', "import x from './lib/one.js?raw&x'"],
  ['a name behind a comment', "import /* it */ './lib/one.js'"],
  ['a name behind another word', "import x from /* it */ './lib/one.js'"],
  ['a name with escapes', "import './lib/\\x6fn\\u0065.j\\u{73}'"],
  ['a name that is all escapes', "import '\\x2e\\/lib/one.js'"],
  ['a name that is worked out later', "{(await import(['./lib/one.js'][0])).x}"],
  ['an address', "import 'file://FOLDER/lib/one.js'"],
  ['a path that only Vite knows', "import '/@fsFOLDER/lib/one.js'"],
] as const)
  test(`what a page imports by ${how} is asked about too, and what that imports`, async (t) => {
    const files = {
      'a.mdx': `${line}\n\n# Page\n`,
      'lib/index.js': "import './one.js'",
      'two.js': "import './lib/one.js'",
    };
    const code = await codeOf(t, { ...files, 'lib/one.js': "await import('../two.js')" });
    assert.deepEqual(
      Object.keys(code).filter((name) => name !== 'lib/index.js'),
      ['a.mdx', 'lib/one.js', 'two.js'],
    );
  });

for (const [how, line, files] of [
  ['a name that two files could have', "import './x'", { 'x.ts': '1', 'x.js': '2', 'x/index.mjs': '3' }],
  ['a package of the folder', "import './x'", { 'x/package.json': '{"main": "lib/y.js"}', 'x/lib/y.js': '1' }],
  ['a pattern', "{import.meta.glob('./x/*.js', { eager: true })}", { 'x/a.js': '1', 'x/b.js': '2' }],
  [
    'a component',
    "import X from './x.astro'",
    { 'x.astro': '<script src="./y.ts"></script>\n<script src=./z.ts></script>\n', 'y.ts': '1', 'z.ts': '2' },
  ],
  ['several patterns', '{import.meta.glob(["./x/*.js", "./y.ts"])}', { 'x/a.js': '1', 'y.ts': '2' }],
] as const)
  test(`everything that ${how} could mean is asked about`, async (t) => {
    const code = await codeOf(t, { 'a.mdx': `${line}\n\n# Page\n`, 'other.js': '', ...files });
    assert.deepEqual(Object.keys(code).toSorted(), ['a.mdx', ...Object.keys(files)].toSorted());
  });

test('a page that cannot be read is asked about as a whole: another parser may find code in it', async (t) => {
  const broken = '# Page\n\n<X\n\n{evil()}\n';
  assert.deepEqual(await codeOf(t, { 'a.mdx': broken }), { 'a.mdx': broken });
});

const commands = { start: [start, '--no-open'], dev: [dev, '--no-open'], build: [build] } as const;

for (const [name, [command, ...flags]] of Object.entries(commands))
  test(
    `${name} has compiled and run nothing of a page when it asks, nor after a no`,
    { timeout: 300_000 },
    async (t) => {
      const { folder, sung, io, asked } = reader(t, () => 'n');
      assert.equal(await command([...flags, folder], io), 1);
      assert.deepEqual(asked, [{ sung: false }]);
      assert.equal(sung(), false);
    },
  );

test(
  'after a yes the code of a page runs, and what the site leaves out of a page is said',
  { timeout: 300_000 },
  async (t) => {
    const { folder, sung, io, asked, said } = reader(t, () => 'y');
    assert.equal(await start(['--no-open', folder], io), 0, said());
    assert.deepEqual(asked, [{ sung: false }]);
    assert.match(said(), /\+ side\.js \(code of the page/);
    assert.equal(sung(), true);
    assert.match(said(), /^more\.md: the attribute onClick of <b> is left out: a page cannot contain it$/m);
  },
);

/** A folder whose page sings when it is compiled, and somebody at a terminal. */
function reader(t: TestContext, answer: () => string) {
  const canary = join(mkdtempSync(join(tmpdir(), 'canary-')), 'sung');
  t.after(() => rmSync(dirname(canary), { recursive: true }));
  const sing = `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(canary)}, '');\nexport const x = 1;\n`;
  const folder = write(t, {
    'index.mdx': '---\ntitle: x\n---\n\nimport { x } from "./side.js"\n\n# Page {x}\n',
    'side.js': sing,
    'more.md': '# More\n\n<b onclick="x()">b</b>\n',
  });
  const sung = () => existsSync(canary);
  const asked: { readonly sung: boolean }[] = [];
  let said = '';
  let interrupt = () => undefined as void;
  const io: Io = {
    out(text) {
      said += text;
      if (text.includes('Guidepost is at')) interrupt();
    },
    err: (text) => void (said += text),
    cwd: folder,
    env: { ...process.env, HOME: folder, XDG_STATE_HOME: join(dirname(canary), 'state') },
    stdin: Readable.from([]),
    facts: { root: resolve('.'), canAsk: true, isTerminal: false, color: false, columns: 80 },
    async ask() {
      asked.push({ sung: sung() });
      return answer();
    },
    onInterrupt(listener) {
      interrupt = () => listener('SIGINT');
      return () => undefined;
    },
  };
  return { folder, sung, io, asked, said: () => said };
}

function write(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'page-code-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text.replace('FOLDER', folder));
  }
  return folder;
}
