/** Everything that is wrong with a guide is said at once, with its line; and nothing of a good one. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Finding } from '../../server/lint/finding.ts';
import { FORMATS } from '../../server/lint/formats.ts';
import { lint } from '../../server/lint/lint-guides.ts';

test('all errors of a guide are reported, not only the first', async (t) => {
  const findings = await lintText(
    t,
    `'''bash timeout=soon id=a
true
'''

'''bash needs=a,nobody
true
'''

'''text check within=ever
x
'''

'''bash retry=often
true
'''
`,
  );
  assert.deepEqual(
    findings.map(({ line, rule, message }) => [line, rule, message.split(' ')[0]]),
    [
      [1, 'guide', 'timeout=soon'],
      [5, 'guide', 'needs=nobody:'],
      [9, 'guide', 'within=ever'],
      [13, 'guide', 'retry=often'],
    ],
  );
});

test('a line that cannot be read makes one finding, and the check that it was in is not called empty', async (t) => {
  for (const body of ["'''json check\n{a: 1}\n'''", "'''text check\n[NUMBER:zz]\n'''", "'''text check\n/(/\n'''"]) {
    const findings = await lintText(t, `'''bash\ntrue\n'''\n\n${body}\n`);
    assert.ok(!findings.some(({ message }) => /is empty/.test(message)), `${body}: ${JSON.stringify(findings)}`);
  }
});

const blocks: readonly (readonly [string, string, Finding['rule'] | null])[] = [
  ['a folder removed without a question', 'rm -rf build', 'danger'],
  ['a folder removed by separate flags', 'rm -f -r "$HOME/x"', 'danger'],
  ['a database dropped', 'psql -c "DROP DATABASE shop;"', 'danger'],
  ['a forced push', 'git push --force origin main', 'danger'],
  ['a script from the network', 'curl -sSL https://example.com/install | bash', 'danger'],
  ['infrastructure taken down', 'terraform destroy -auto-approve', 'danger'],
  ['a file removed', 'rm -f build.log', null],
  ['a folder below the temporary one removed', 'rm -rf /tmp/demo', null],
  ['a comment that speaks of rm -rf', '# never rm -rf this', null],
  ['an input without quotes', 'ls $DIR', 'quote'],
  ['an input in braces without quotes', 'ls ${DIR}/x', 'quote'],
  ['an input in quotes', 'ls "$DIR" "${DIR}/x"', null],
  ['an input that is assigned', 'HERE=$DIR; echo "$HERE"', null],
  ['an input in [[ ]]', 'if [[ -d $DIR ]]; then echo; fi', null],
  ['GNU sed', "sed -i 's/a/b/' file", 'portable'],
  ['portable sed', "sed -i.bak 's/a/b/' file", null],
  ['GNU grep', "grep -oP 'a' file", 'portable'],
  ['GNU date', 'date -d tomorrow', 'portable'],
  ['a program that macOS lacks', 'timeout 5 true', 'portable'],
  ['a server in a step', 'python3 -m http.server 8000', 'waits'],
  ['a server behind other commands', 'cd app && PORT=1 npx vite --host', 'waits'],
  ['a development server', 'npm run dev', 'waits'],
  ['a server in two lines', 'uvicorn app:app \\\n  --port 8000', 'waits'],
  ['a log that is followed', 'tail -n 5 -f app.log', 'waits'],
  ['containers in the foreground', 'docker compose up', 'waits'],
  ['a server in the background', 'uvicorn app:app --port 8000 &', null],
  ['containers in the background', 'docker compose up --build -d', null],
  ['the version of a server', 'uvicorn --version', null],
  ['a server named in a text', 'echo "then run: npm start"', null],
  ['a program behind a continued line', 'docker run --rm image \\\n  python3', null],
  ['a line that is read', 'read -rp "Name? " name', 'waits'],
  ['a password that is asked for', 'read -s PW', 'waits'],
  ['a menu', 'select x in a b; do echo "$x"; done', 'waits'],
  ['a prompt of PostgreSQL', 'psql mydb', 'waits'],
  ['a password of MySQL', 'mysql -u root -p', 'waits'],
  ['an editor', 'sudo vim hosts', 'waits'],
  ['a shell in a container', 'docker run --rm -it image bash', 'waits'],
  ['a shell on another machine', 'ssh -p 22 me@host', 'waits'],
  ['a log-in', 'gh auth login', 'waits'],
  ['a query', "psql -d shop -c 'select 1'", null],
  ['a query behind joined options', 'psql -X -Atc "select 1"', null],
  ['queries from a file', 'psql mydb < x.sql', null],
  ['queries from a text', "psql mydb <<'SQL'\nselect 1;\nSQL", null],
  ['queries from a pipe', 'echo "select 1" | psql mydb', null],
  ['lines of a file that are read', 'while read -r line; do echo "$line"; done < x', null],
  ['a line from a file', 'read -r line < x', null],
  ['lines of a loop over several lines', 'cat x | while :; do\n  read -r line || break\ndone', null],
  ['a command on another machine', 'ssh me@host uptime', null],
  ['a key without a passphrase', "ssh-keygen -t ed25519 -N '' -f key", null],
  ['a program of Python', "python3 -c 'print(1)'", null],
  ['text in quotes over several lines', "cat > x <<< '\ntop\n'", null],
  ['a loop that never ends in the text', 'for i in 1 2; do echo', 'syntax'],
];

for (const [what, script, rule] of blocks) {
  test(`${what} is ${rule === null ? 'nothing to say' : `a case of ${rule}`}`, async (t) => {
    const text = `---\ninputs:\n  - { name: DIR }\n---\n\n'''bash\necho "$DIR"\n'''\n\n'''bash\n${script}\n'''\n`;
    const found = (await lintText(t, text)).filter(({ rule: each }) => each !== 'shellcheck');
    assert.deepEqual(
      found.map((finding) => finding.rule),
      rule === null ? [] : [rule],
    );
    if (rule !== null && rule !== 'syntax') assert.equal(found[0]?.line, 11);
  });
}

test('a block that serves or has a terminal causes no finding', async (t) => {
  assert.deepEqual(
    await lintText(t, "'''bash service ready=port:8000\nuvicorn app:app\n'''\n\n'''bash tty\npsql mydb\n'''\n"),
    [],
  );
});

test('every mistake of a front matter is told at its line, and nothing that only follows from another', async (t) => {
  const text = `---
titel: x
inputs:
  - name: bad name
    label: L
  - name: OK
    lable: L
    choices: [a]
    zzz: 1
practice:
  dir: x
---

'''bash
echo "$OK"
'''
`;
  assert.deepEqual(
    (await lintText(t, text)).map(({ line, message }) => `${line}: ${message.replace('front matter: ', '')}`),
    [
      '2: there is no titel; did you mean title?',
      '4: inputs.0.name should be capitals, digits and _, as in DB_NAME',
      '7: inputs.1 has no lable; did you mean label?',
      '8: inputs.1 has no choices; did you mean values?',
      '9: inputs.1 has no zzz; known here: name, type, label, help, default, example, pattern, required, values',
      '11: practice has no dir; did you mean folder?',
    ],
  );
});

test('a dangerous block that asks first, or is for practice only, causes no finding', async (t) => {
  const asks = `'''bash confirm="Removes build/"\nrm -rf build\n'''\n`;
  const practice = `<Only in="practice">\n\n'''bash\nrm -rf build\n'''\n\n</Only>\n`;
  assert.deepEqual(await lintText(t, asks), []);
  assert.deepEqual(await lintText(t, practice, 'guide.mdx'), []);
});

test('links to files, folders and headings are followed', async (t) => {
  const text = `# A & B

[ok](#a--b) [again](#same-1) [self](guide.md#same) [web](https://example.com/x#y)
[gone](#nowhere) [lost](other.md) [lost](guide.md#no)

## Same

## Same

'''bash
true
'''
`;
  const found = await lintText(t, text);
  assert.deepEqual(
    found.map(({ line, rule, message }) => [line, rule, message]),
    [
      [4, 'link', 'there is no heading #nowhere on this page'],
      [4, 'link', 'there is no file other.md'],
      [4, 'link', 'there is no heading #no in guide.md'],
    ],
  );
});

const HEADINGS = `# Über uns

## 🚀 Start

## Twice

## Twice

## C++ & \`code\`

<a name="named"></a> <p id='single'>x</p> <p id=bare>x</p>

<h2 align="center">Raw <b>heading</b></h2>

'''bash
true
'''

`;

for (const [anchor, isThere] of Object.entries({
  'über-uns': true,
  '%C3%BCber-uns': true,
  '-start': true,
  start: false,
  'twice-1': true,
  'twice-2': false,
  'c--code': true,
  named: true,
  single: true,
  bare: true,
  'raw-heading': true,
  top: true,
  '': true,
  Twice: false,
}))
  test(`#${anchor} ${isThere ? 'is' : 'is not'} an anchor, as on GitHub and on the page`, async (t) => {
    const found = await lintText(t, `${HEADINGS}[x](#${anchor})\n`);
    assert.equal(found.length, isThere ? 0 : 1, JSON.stringify(found));
  });

test('links and pictures in HTML tags are followed, each to its own line, and in MDX', async (t) => {
  const html = `# A\n\n<p>\n<a href="gone.md">x</a>\n<img width="3" src='gone.png'>\n<img src="https://a.example/x.png">\n</p>\n\n<!-- <a href="old.md"> -->\n\n'''bash\ntrue\n'''\n`;
  const told = (found: readonly Finding[]) => found.map(({ line, message }) => `${line}: ${message}`);
  assert.deepEqual(told(await lintText(t, html)), ['4: there is no file gone.md', '5: there is no file gone.png']);
  const mdx = `# A\n\n<div id="here">\n  <a href="gone.md">x</a> [y](#here)\n</div>\n\n'''bash\ntrue\n'''\n`;
  assert.deepEqual(told(await lintText(t, mdx, 'guide.mdx')), ['4: there is no file gone.md']);
});

test('a link from the top of the repository is followed; an address of a site is not known', async (t) => {
  const found = await lintText(
    t,
    "[a](/guide.md) [b](/gone.md) [c](/docs/route) [d](//a.example/x)\n\n'''bash\ntrue\n'''\n",
  );
  assert.deepEqual(
    found.map(({ message }) => message),
    ['there is no file /gone.md'],
  );
});

test('an input that no block mentions is reported where it is declared', async (t) => {
  const [found] = await lintText(
    t,
    "---\ninputs:\n  - { name: USED }\n  - { name: IDLE }\n---\n'''bash\necho \"$USED\"\n'''\n",
  );
  assert.deepEqual([found?.line, found?.rule, found?.message], [4, 'input', 'no block mentions the input IDLE']);
});

test('findings come as a compiler prints them, as JSON, as annotations and as SARIF', () => {
  const finding: Finding = { file: 'a b.md', line: 3, level: 'error', rule: 'guide', message: '50% wrong:\nyes' };
  assert.equal(FORMATS.text([finding]), 'a b.md:3: error: 50% wrong:\nyes [guide]\n');
  assert.deepEqual(JSON.parse(FORMATS.json([finding])), [finding]);
  assert.equal(FORMATS.github([finding]), '::error file=a b.md,line=3,title=guidepost guide::50%25 wrong:%0Ayes\n');
  const sarif = JSON.parse(FORMATS.sarif([finding])) as {
    readonly version: string;
    readonly runs: readonly [{ readonly results: readonly [{ readonly ruleId: string }] }];
  };
  assert.equal(sarif.version, '2.1.0');
  assert.equal(sarif.runs[0].results[0].ruleId, 'guide');
});

async function lintText(t: TestContext, text: string, name = 'guide.md'): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'guidepost-lint-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  const fenced = text.replaceAll("'''", '```');
  writeFileSync(file, fenced);
  return lint([{ id: 'guide', mistakes: [], refused: null, sources: [{ slug: 'index', file, text: fenced }] }]);
}
