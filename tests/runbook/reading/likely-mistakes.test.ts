/** What authors are told of mistakes that could be read as something else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunbookError } from '../../../src/runbook/error.ts';
import { parse } from '../../../src/runbook/reading/parse.ts';

const FRONT = '---\ntitle: T\ninputs:\n  - name: A\n---\n\n';
const guide = (body: string, front = FRONT) => parse('g', [{ slug: 'index', file: 'g.md', text: front + body }]);
const STEP = '```bash id=a\necho a\n```\n\n';

function refused(body: string, front = FRONT): string {
  try {
    guide(body, front);
  } catch (error) {
    if (error instanceof RunbookError) return `${error.place.line}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

test('a misspelt word or language says which one was meant', () => {
  assert.match(refused('```bash proob\nx\n```\n'), /unknown word proob; did you mean probe\?/);
  assert.match(refused('```bash norun\nx\n```\n'), /did you mean no-run\?/);
  assert.match(refused('```bash servise\nx\n```\n'), /did you mean service\?/);
  assert.match(refused('```bsh\nx\n```\n'), /unknown language bsh; did you mean bash\?/);
  assert.match(refused('```bahs id=x\nx\n```\n'), /did you mean bash\?/);
  assert.match(refused('```consol\n$ x\n```\n'), /did you mean console\?/);
  assert.match(refused('```bash no_run\nx\n```\n'), /cannot read no_run; did you mean no-run\?/);
  assert.match(refused('```bash Probe\nx\n```\n'), /cannot read Probe; did you mean probe\?/);
  assert.match(refused('```bash id:a\nx\n```\n'), /cannot read id:a; did you mean id=a\?/);
  assert.match(refused('```bash Timout=5s\nx\n```\n'), /did you mean timeout=5s\?/);
  for (const language of ['fish', 'ksh', 'js', 'batch', 'css', 'text', 'basic', 'python'])
    assert.equal(refused(`\`\`\`${language}\nx\n\`\`\`\n`), 'accepted', language);
  const [warning] = guide('```bash zzz\nx\n```\n').warnings;
  assert.match(warning?.message ?? '', /known here: .*no-run/);
});

test('a check without a line is an error, and one that can hardly fail a warning', () => {
  assert.match(refused(`${STEP}\`\`\`text check\n\`\`\`\n`), /^11: this check is empty/);
  assert.match(refused(`${STEP}\`\`\`text check exit=1\n\n\n\`\`\`\n`), /^11: this check is empty/);
  assert.equal(refused(`${STEP}\`\`\`text check exact\n\n\`\`\`\n`), 'accepted');
  const warnings = (lines: string, words = '') =>
    guide(`${STEP}\`\`\`text check ${words}\n${lines}\n\`\`\`\n`)
      .warnings.map(({ message }) => message)
      .join();
  assert.match(warnings('{\n...\n}'), /can hardly fail/);
  assert.match(warnings('...\n[..]\n==='), /can hardly fail/);
  for (const lines of ['...', '{\n...\n"port"\n}', '[INT]\n...', '{\n}', '✓ a\n...'])
    assert.equal(warnings(lines), '', lines);
  assert.equal(warnings('===\n...', 'exact').length > 0, true);
});

test('a placeholder for readers in a command causes a warning', () => {
  const warnings = (script: string) =>
    guide(`\`\`\`bash\n${script}\n\`\`\`\n`).warnings.map(({ line, message }) => `${line}: ${message}`);
  assert.match(warnings('true\nnpm install <package-name>')[0] ?? '', /^9: <package-name> looks like a placeholder/);
  assert.equal(warnings('cd <your-folder>/src').length, 1);
  assert.equal(warnings('export KEY=<API_KEY>').length, 1);
  assert.match(
    warnings('git clone https://x.y/YOUR_USERNAME/z')[0] ?? '',
    /^8: YOUR_USERNAME looks like a placeholder;/,
  );
  assert.match(warnings('ls –help')[0] ?? '', /^8: –help begins with a long dash/);
  for (const script of [
    'sort <in >out',
    'cat <<EOF\nx\nEOF',
    'diff <(a) <(b)',
    '# see <package-name>',
    "echo '<p>'",
    'a <b> c',
    'echo "$YOUR_NAME ${YOUR_CITY}"',
    'YOUR_NAME=Ada',
    'echo "a –b" – c',
  ])
    assert.deepEqual(warnings(script), [], script);
});

/** Each line of a script that was meant otherwise, and what its author is told. */
const LINES: readonly (readonly [line: string, told: RegExp])[] = [
  ['curl http://<host>/health', /^8: <host> looks like a placeholder, .*; declare an input/],
  ['scp a.txt user@<server>:/tmp', /<server> looks like a placeholder/],
  ['export TOKEN=<token>', /<token> looks like a placeholder/],
  ['docker run -p 80:<port> app', /<port> looks like a placeholder/],
  ['cd /home/<user>', /<user> looks like a placeholder/],
  ['me@laptop:~/app$ npm test', /^8: me@laptop:~\/app\$ is the prompt of a terminal, .*; delete it/],
  ['root@web1:/# ls', /is the prompt/],
  ['[me@laptop app]$ make', /is the prompt/],
  ['(venv) $ pip list', /\(venv\) \$ is the prompt/],
  ['PS C:\\Users\\me> dir', /is the prompt/],
  ['% make', /^8: % is the prompt/],
  ['❯ make', /❯ is the prompt/],
  ['>>> import os', />>> is the prompt/],
];

test('a line that was copied or typed as text says what to write, with its place', () => {
  for (const [line, told] of LINES) {
    const { warnings } = guide(`\`\`\`bash\n${line}\n\`\`\`\n`);
    assert.match(warnings.map((one) => `${one.line}: ${one.message}`).join(), told, line);
  }
  const meant = [
    'echo "“x”"',
    'echo \'<p>\' "http://<host>/"',
    'echo it # “so”',
    'echo a“b”',
    'x=$((5 % 2))',
    '(cd a; ls)',
  ];
  for (const line of [...meant, 'git log a@b:c', 'sort <in>/tmp/out', 'ssh me@host ls', '[ a = b ]'])
    assert.deepEqual(guide(`\`\`\`bash\n${line}\n\`\`\`\n`).warnings, [], line);
});

test('a word of the other kind of fence says where it belongs', () => {
  const told = (body: string) =>
    guide(body)
      .warnings.map(({ message }) => message)
      .join();
  for (const word of ['exit=1', 'never', 'exact', 'unordered', 'within=3s', 'every=1s'])
    assert.match(told(`\`\`\`bash ${word}\nx\n\`\`\`\n`), /it belongs on the fence of the check/, word);
  for (const word of ['service', 'needs=a', 'confirm=x', 'timeout=3s', 'retry=1'])
    assert.match(told(`${STEP}\`\`\`text check ${word}\nx\n\`\`\`\n`), /it belongs on the fence of the block/, word);
});

test('front matter takes what YAML makes of plain words: numbers, and nothing', () => {
  const read = guide(STEP, '---\ntitle: 404\ndescription:\ntimeout: 30\ninputs:\nenv:\npages:\n---\n\n');
  assert.equal(read.title, '404');
  assert.equal(read.description, '');
  assert.equal(read.blocks[0]?.timeout, 30_000);
  assert.equal(guide(STEP, '---\ntitle:\ndescription: 7\n---\n\n').description, '7');
});

/** Mistakes with what their author is told: the line first, then a way out. */
const told: readonly (readonly [body: string, says: RegExp])[] = [
  ['```bash confrim\nx\n```', /^7: .*did you mean confirm\?/],
  ['```bash sercive\nx\n```', /^7: .*did you mean service\?/],
  ['```bash time-out=5s\nx\n```', /^7: .*did you mean timeout\?/],
  ['```bash needs:a\nx\n```', /^7: .*did you mean needs=a\?/],
  ['```bash TTY\nx\n```', /^7: .*did you mean tty\?/],
  [`${STEP}\`\`\`text chekc\na\n\`\`\``, /^11: .*did you mean check\?/],
  [`${STEP}\`\`\`text check exat\na\n\`\`\``, /^11: .*did you mean exact\?/],
  [`${STEP}\`\`\`text check nevr\na\n\`\`\``, /^11: .*did you mean never\?/],
  [`${STEP}\`\`\`text check within=5\na\n\`\`\``, /^11: within=5 should look like 30s/],
  [`${STEP}\`\`\`text check exit=300\na\n\`\`\``, /^11: exit=300 should be any, or a number/],
  ['```bash service ready=8000\nx\n```', /^7: ready=8000 should be port:8000/],
  ['```bash\ncd <folder>\n```', /^8: <folder> looks like a placeholder.*declare an input/],
  ['```bash\nssh <user>@<host>\n```', /^8: <user> looks like a placeholder/],
  ['```bash\ngit clone <url> here\n```', /^8: <url> looks like a placeholder/],
  ['```bash\nTOKEN=<token>\n```', /^8: <token> looks like a placeholder/],
  ['```bash\necho “hi”\n```', /^8: “hi” begins with a curly quote.*write ' or "/],
  ['```bash\nexport A=‘x’\n```', /^8: ‘x’ begins with a curly quote/],
  ['```bash\ncurl −d x y\n```', /^8: −d begins with a long dash/],
  ['```bash\nls\u00A0-l\n```', /^8: there is an invisible character \(U\+00A0\)/],
  ['```bash\nls\u202F-l\n```', /^8: there is an invisible character \(U\+202F\)/],
  ['```bash\nls\u2003-l\n```', /^8: there is an invisible character \(U\+2003\)/],
  ['```bash\nls\u200B-l\n```', /^8: there is an invisible character \(U\+200B\)/],
  [`${STEP}\`\`\`text check\n  \n\`\`\``, /^11: this check is empty: write the expected lines/],
  [`${STEP}\`\`\`text check\nx (?)\n...\n\`\`\``, /^11: this check can hardly fail/],
  [`${STEP}\`\`\`text check\n...\n.* (re)\n\`\`\``, /^11: this check can hardly fail/],
  [`${STEP}\`\`\`text check\n[..] (+)\n...\n\`\`\``, /^11: this check can hardly fail/],
];

for (const [body, says] of told)
  test(`the author of ${JSON.stringify(body.replace(STEP, ''))} is told ${says.source}`, () => {
    const all = () => guide(`${body}\n`).warnings.map(({ line, message }) => `${line}: ${message}`);
    const error = refused(`${body}\n`);
    assert.match(error === 'accepted' ? all().join('\n') : error, new RegExp(says, 'm'));
  });

test('what only looks like one of these mistakes causes no warning', () => {
  for (const script of ['cat <<EOF\n “a”\nEOF', 'echo "a “b” c"', 'ls # the “x”', 'sort <names >out', 'x <a>b'])
    assert.deepEqual(guide(`\`\`\`bash\n${script}\n\`\`\`\n`).warnings, [], script);
});
