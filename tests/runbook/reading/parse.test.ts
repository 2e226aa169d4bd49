import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../../src/runbook/reading/parse.ts';
import { guide, mistake, onlyBlock } from '../guide.ts';

test('an unedited Markdown file is a runnable guide: blocks are named after their headings, or their commands', () => {
  const { title, blocks } = guide(
    "# My guide\n\n## 1. Set up\n\n'''bash\na\n'''\n\n'''sh\nb\n'''\n\n## Go!\n\n'''bash\nc\n'''",
    'g.md',
  );
  assert.equal(title, 'My guide');
  assert.deepEqual(
    blocks.map(({ id, title: name, line, script }) => [id, name, line, script]),
    [
      ['set-up', 'a', 5, 'a\n'],
      ['set-up-2', 'b', 9, 'b\n'],
      ['go', 'Go!', 15, 'c\n'],
    ],
  );
});

test('sibling headings Option A and Option B are one choice, and the recommended one says so', () => {
  const { groups, blocks } = guide(
    "## 4. Database\n\n'''bash\nbefore\n'''\n\n### Option A: Fresh (Recommended)\n\n'''bash\na\n'''\n\n### Option B: Existing\n\n'''bash\nb\n'''\n\n## After\n\n'''bash\nc\n'''",
    'g.md',
  );
  assert.deepEqual(groups, [
    {
      name: 'database',
      label: '4. Database',
      options: [
        { name: 'a', label: 'Fresh', recommended: true },
        { name: 'b', label: 'Existing', recommended: false },
      ],
    },
  ]);
  assert.deepEqual(
    blocks.map(({ options }) => options.map(({ option }) => option).join()),
    ['', 'a', 'b', ''],
  );
});

test('a single heading that begins Option A is just a heading', () => {
  assert.deepEqual(guide("## Option A: only one\n\n'''bash\na\n'''").groups, []);
});

const choice = `<Options name="db" label="Which?">
<Option name="new" recommended>

'''bash id=a
x
'''

</Option>
<Option name="old">

'''bash id=b
x
'''

</Option>
</Options>`;

test('elements make a choice too, and nest with Only', () => {
  const { groups, blocks } = guide(`<Only in="practice">\n\n${choice}\n\n</Only>`);
  assert.deepEqual(
    groups[0]?.options.map(({ name, label, recommended }) => [name, label, recommended]),
    [
      ['new', 'new', true],
      ['old', 'old', false],
    ],
  );
  assert.deepEqual(
    blocks.map(({ id, only, options }) => [id, only, options]),
    [
      ['a', 'practice', [{ group: 'db', option: 'new' }]],
      ['b', 'practice', [{ group: 'db', option: 'old' }]],
    ],
  );
});

test('a group offered on two pages is one group', () => {
  const page = (slug: string, text: string) => ({ slug, file: `${slug}.mdx`, text: text.replaceAll("'''", '```') });
  const { groups, blocks } = parse('g', [
    page('index', choice),
    page('more', choice.replace('id=a', 'id=c').replace('id=b', 'id=d')),
  ]);
  assert.equal(groups.length, 1);
  assert.deepEqual(
    blocks.map(({ page: slug }) => slug),
    ['index', 'index', 'more', 'more'],
  );
});

test('a check belongs to the nearest block above it, or to the one that of= names', () => {
  const { blocks } = guide(
    "'''bash id=a\nx\n'''\n\n'''bash id=b\nx\n'''\n\n'''text check\nof b\n'''\n\n'''text check of=a\nof a\n'''",
  );
  assert.deepEqual(
    blocks.map(({ expectations }) => expectations.map(({ lines }) => lines.join())),
    [['of a'], ['of b']],
  );
});

test('the help after a check belongs to that check, the help after a bare block to the block', () => {
  const help = '> **If this fails:** look at\n> the log';
  assert.equal(
    onlyBlock(`'''bash\nx\n'''\n\n'''text check\na\n'''\n\n${help}`).expectations[0]?.help,
    'look at\nthe log',
  );
  assert.equal(onlyBlock(`'''bash probe\nx\n'''\n\n${help}`).help, 'look at\nthe log');
});

test('a console fence is its commands and the output they print', () => {
  const block = onlyBlock("'''console\n$ echo a \\\n> b\na b\n$ true\n'''");
  assert.equal(block.script, 'echo a \\\nb\ntrue\n');
  assert.deepEqual(block.expectations[0]?.lines, ['a b', '$ true']);
  assert.deepEqual(block.expectations[0]?.at, [4, 5]);
  assert.deepEqual(onlyBlock("'''console\n$ true\n'''").expectations, []);
});

test('a block knows the inputs that it mentions', () => {
  const block = onlyBlock(
    "---\ntitle: T\ninputs:\n  - name: DB_NAME\n  - name: DB\n---\n\n'''bash\necho \"$DB_NAME\"\n'''",
  );
  assert.deepEqual(block.uses, ['DB_NAME']);
});

test('front matter gives inputs their type, label and default', () => {
  const { inputs, practice } = guide(
    '---\ntitle: T\ninputs:\n  - { name: PORT, type: int, label: Port, default: 8000 }\npractice:\n  folder: practice\n  inputs: { PORT: free-port }\n---\n',
  );
  assert.deepEqual(inputs, [
    {
      name: 'PORT',
      type: 'int',
      label: 'Port',
      help: null,
      default: '8000',
      example: null,
      pattern: null,
      required: false,
      values: [],
    },
  ]);
  assert.deepEqual(practice, { folder: 'practice', inputs: { PORT: 'free-port' } });
});

test('carriage returns and a byte order mark of other systems reach neither script nor check', () => {
  const [block] = guide(
    "\uFEFF---\r\ntitle: T\r\n---\r\n\r\n'''bash\r\na\r\nb\r\n'''\r\n\r\n'''text check\r\na\r\n'''\r\n",
  ).blocks;
  assert.equal(block?.script, 'a\nb\n');
  assert.deepEqual([block.expectations[0]?.lines, block.expectations[0]?.at], [['a'], [11]]);
});

test('an empty line is a line of a check', () => {
  assert.deepEqual(onlyBlock("'''bash\necho\n'''\n\n'''text check exact\n\n'''").expectations[0]?.lines, ['']);
});

test('a fence inside a list keeps its lines without the indentation', () => {
  assert.equal(onlyBlock("1. do\n\n   '''bash\n   a\n     b\n   '''\n").script, 'a\n  b\n');
});

const withInput = (rest: string) => `---\ntitle: T\ninputs: [{ name: A, ${rest} }]\n---\n`;
test('what a guide needs, costs and changes is a sentence or a list of them', () => {
  const { overview } = guide('---\ntitle: T\nneeds: git\ncosts: [5 minutes, 3 GB]\n---\n');
  assert.deepEqual(overview, { needs: ['git'], costs: ['5 minutes', '3 GB'], changes: [] });
});

const mistakes: readonly [string, string, RegExp, string?][] = [
  [
    'two blocks of one id',
    "'''bash id=a\nx\n'''\n\n'''bash id=a\nx\n'''",
    /^guide\.mdx:5: id=a is taken by the block at guide\.mdx:1; give one of them another id/,
  ],
  [
    'a need that does not exist',
    "'''bash needs=b\nx\n'''",
    /:1: needs=b: no block has this id; `guidepost show` lists the ids/,
  ],
  [
    'a need whose name has a slip',
    "'''bash id=start\nx\n'''\n\n'''bash needs=strat\nx\n'''",
    /:5: needs=strat: no block has this id; did you mean start\?/,
  ],
  [
    'an undo of an undo',
    "'''bash id=a undo=b\nx\n'''\n\n'''bash id=b undo=a\nx\n'''",
    /:1: undo=b: a block that undoes another cannot be undone itself \(by a\)/,
  ],
  ['blocks that need each other', "'''bash id=a needs=b\nx\n'''\n\n'''bash id=b needs=a\nx\n'''", /would need itself/],
  ['a check without a block', "'''text check\nx\n'''", /:1: a check needs a block above/],
  [
    'a check outside of the option of its block',
    `${choice}\n\n'''text check\nx\n'''`,
    /:18: this check is not in the same option as its block \(line 11\)/,
  ],
  ['an option outside of options', '<Option name="a">\n\nx\n\n</Option>', /:1: <Option> is outside/],
  [
    'two options of one letter',
    "## Option A: x\n\n'''bash\nx\n'''\n\n## Option A: y\n\n'''bash\ny\n'''",
    /:1: the option a is in the group options twice/,
  ],
  [
    'two options that are recommended',
    '# T\n\n## Option A (Recommended)\n\nx\n\n## Option B (recommended)\n\ny',
    /:3: more than one option of the group t is recommended/,
  ],
  [
    'an element in small letters',
    '<only in="practice">\n\nx\n\n</only>',
    /:1: there is no <only>; did you mean <Only>\?/,
  ],
  ['an unknown kind of session', '<Only in="yours">\n\nx\n\n</Only>', /:1: <Only> needs in=/],
  ['an element that is never closed', 'x\n\n<Options name="a">\n\nx', /:3: Expected a closing tag/],
  ['an element in plain Markdown', '<Options name="a">\n', /g\.md:1: <Options> works in \.mdx files only/, 'g.md'],
  [
    'an invisible character in code',
    "'''bash\nls\nrm\u200B x\n'''",
    /:3: there is an invisible character \(U\+200B\) at column 3/,
  ],
  ['front matter that is no YAML', '---\ntitle: [\n---\n', /:\d: front matter: /],
  [
    'an input with a name that is refused',
    '---\ntitle: T\ninputs:\n  - name: LD_PRELOAD\n---\n',
    /:4: front matter: inputs\.0\.name changes how the shell/,
  ],
  [
    'an unknown key of an input',
    '---\ntitle: T\ninputs:\n  - name: A\n    defualt: x\n---\n',
    /:5: front matter: inputs\.0 has no defualt; did you mean default/,
  ],
  ['a key that is nearly ours', '---\ntitle: T\ninput: []\n---\n', /:3: front matter: .*did you mean inputs\?/],
  ['front matter that is never closed', '---\ntitle: T\n\n# T\n', /:1: this front matter is never closed/],
  ['front matter that is a list', '---\n- a\n---\n', /:2: front matter: this should be keys with values/],
  ['a value of another kind', '---\ntitle: T\ninputs: { A: 1 }\n---\n', /:3: front matter: inputs should be a list/],
  ['a number that is no duration', '---\ntitle: T\ntimeout: 60x\n---\n', /:3: timeout=60x should look like 30s/],
  ['a tab in front matter', '---\ntitle: T\nenv:\n\tA: b\n---\n', /:4: front matter: Tabs are not allowed[^:]*$/],
  [
    'a star that is no alias',
    '---\ntitle: *T\n---\n',
    /:2: front matter: .*put quotes around a value that begins with \*/,
  ],
  [
    'a default that its input refuses',
    withInput('type: int, default: many'),
    /:3: .*default of A should be a whole number/,
  ],
  [
    'a default that is not among the values',
    withInput('type: enum, values: [b], default: c'),
    /:3: .*should be one of b/,
  ],
  [
    'a default beside its pattern',
    withInput('pattern: "[0-9]+", default: x'),
    /:3: .*the default of A does not match the pattern/,
  ],
  [
    'an example that its input refuses',
    withInput('type: int, example: many'),
    /:3: .*the example of A should be a whole number/,
  ],
  [
    'a sentence with a colon that has no quotes',
    '---\ntitle: T\nneeds:\n  - Docker: any version\n---\n',
    /:4: front matter: needs should be a sentence, or a list of sentences; put quotes around/,
  ],
  [
    'a need with a character that hides others',
    '---\ntitle: T\nneeds: [git, "a\\u200Bb"]\n---\n',
    /:3: front matter: needs\.1 /,
  ],
  [
    'a refused name of a variable',
    '---\ntitle: T\nenv: { LD_PRELOAD: x }\n---\n',
    /:3: .*env\.LD_PRELOAD changes how the shell/,
  ],
  [
    'a page that is named twice',
    '---\ntitle: T\npages: [a, a]\n---\n',
    /:3: front matter: pages should name each further page once/,
  ],
  [
    'a practice folder elsewhere',
    '---\ntitle: T\npractice: { folder: ../x }\n---\n',
    /:3: .*a folder beside this file/,
  ],
  [
    'a practice value of no input',
    '---\ntitle: T\npractice: { folder: p, inputs: { B: x } }\n---\n',
    /:3: front matter: practice sets B, but there is no such input/,
  ],
];

test('keys of the site, and those that nobody could have meant for ours, are left alone', () => {
  const { title } = guide('---\ntitle: T\ntags: [a]\nsidebar: { order: 1 }\ndraft: false\nprev: false\n---\n');
  assert.equal(title, 'T');
});

for (const [what, text, message, file] of mistakes) {
  test(`${what} is an error with its line`, () => assert.match(mistake(text, file), message));
}
