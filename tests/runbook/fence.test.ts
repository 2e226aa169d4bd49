import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guide, mistake, onlyBlock } from './guide.ts';

test('shell fences run as steps, whatever their shell is called', () => {
  for (const lang of ['bash', 'sh', 'shell', 'zsh']) {
    assert.equal(onlyBlock(`'''${lang}\necho hi\n'''`).script, 'echo hi\n');
  }
});

test('other fences are ordinary code, and so is a shell fence that says no-run', () => {
  assert.deepEqual(guide("'''python\nx\n'''\n\n'''bash no-run\nx\n'''\n\n'''text\nx\n'''\n\n'''\nx\n'''").blocks, []);
});

test('the words of a block are read with their units', () => {
  const block = onlyBlock(
    `'''bash service id=web title='The "web" server' ready=http://x cwd=a timeout=5m confirm="It's writing" tty retry=3 os=macos stop=40s\nx\n'''`.replace(
      'http://x',
      'http:http://localhost:1',
    ),
  );
  assert.equal(block.kind, 'service');
  assert.equal(block.title, 'The "web" server');
  assert.deepEqual(block.ready, { by: 'http', target: 'http://localhost:1' });
  assert.deepEqual(
    [block.id, block.cwd, block.timeout, block.confirm, block.tty, block.retry, block.os, block.stop],
    ['web', 'a', 300_000, "It's writing", true, 3, 'macos', 40_000],
  );
});

test('a step has three seconds to stop, a service thirty', () => {
  assert.equal(onlyBlock("'''bash\nx\n'''").stop, 3000);
  assert.equal(onlyBlock("'''bash service ready=port:1\nx\n'''").stop, 30_000);
});

test('another language runs when it says run, and one without an interpreter needs with=', () => {
  assert.equal(onlyBlock("'''python run\nprint(1)\n'''").language, 'python');
  assert.equal(onlyBlock(`'''sql run with="psql -f"\nselect 1\n'''`).with, 'psql -f');
  assert.match(mistake("'''sql run\nselect 1\n'''"), /guide\.mdx:1: sql run needs with=/);
});

test('a check reads its words and takes exit 0 for granted', () => {
  const { expectations } = onlyBlock(
    "'''bash\nx\n'''\n\n'''text check exit=3 within=60s every=5s unordered stream=stderr\na\nb\n'''",
  );
  const [check] = expectations;
  assert.deepEqual(
    [check?.exit, check?.within, check?.every, check?.unordered, check?.stream, check?.lines, check?.at],
    [3, 60_000, 5000, true, 'stderr', ['a', 'b'], [6, 7]],
  );
  assert.equal(onlyBlock("'''bash\nx\n'''\n'''text check\na\n'''").expectations[0]?.exit, 0);
});

test('the language of a fence may be written in capitals', () => {
  assert.deepEqual(
    guide("'''Bash\necho\n'''\n\n'''PYTHON run\nprint(1)\n'''\n").blocks.map(({ language }) => language),
    ['bash', 'python'],
  );
});

test('a service is ready by what a value names, and code that is only shown may have words of its own', () => {
  for (const ready of ['port:$PORT', 'port:db:${PORT}', 'http:$URL', 'http:http://$HOST/', 'http:https://x.test/y']) {
    assert.equal(onlyBlock(service(ready)).kind, 'service');
  }
  assert.equal(guide("'''js title=\"a.js\" {1,3} showLineNumbers wrap\nx\n'''\n\n    indented\n").blocks.length, 0);
});

const service = (ready: string) => `'''bash service ready=${ready}\nx\n'''`;
const check = (words: string) => `'''bash\nx\n'''\n'''text check ${words}\nx\n'''`;
const mistakes: readonly [string, string, RegExp][] = [
  [
    'an unknown word, with the word that was meant',
    "text\n\n'''bash timout=9s\nx\n'''",
    /^guide\.mdx:3: unknown word timout; did you mean timeout\?/,
  ],
  [
    'a duration that no timer holds',
    "'''bash timeout=1000h\nx\n'''",
    /:1: timeout=1000h should be between 1ms and 500h/,
  ],
  [
    'no duration at all',
    "'''bash\nx\n'''\n\n'''text check every=0s\nx\n'''",
    /:5: every=0s should be between 1ms and 500h/,
  ],
  ['a duration without its unit', "'''bash timeout=9\nx\n'''", /:1: timeout=9 should look like 30s or 5m/],
  ['a word that stands twice', "'''bash id=a id=b\nx\n'''", /:1: id is on this fence twice/],
  ['a value on a word that takes none', "'''bash probe=1\nx\n'''", /:1: probe takes no value/],
  ['a word that lacks its value', "'''bash cwd\nx\n'''", /:1: cwd needs a value/],
  ['a quote that never closes', `'''bash title="a b\nx\n'''`, /:1: cannot read/],
  ['a probe that is a service', "'''bash probe service ready=output\nx\n'''", /a probe or a service/],
  ['ready on a step', "'''bash ready=port:80\nx\n'''", /ready= belongs to a service/],
  ['an unknown readiness', "'''bash service ready=soon\nx\n'''", /ready=soon should be port:8000/],
  ['a service that says nothing of when it is ready', "'''bash service\nx\n'''", /needs ready=/],
  ['an id that is not one', "'''bash id=A\nx\n'''", /id=A should be lower-case/],
  ['a shell fence as a check', "'''bash\nx\n'''\n\n'''bash check\nx\n'''", /:5: a check fence is `text check`/],
  ['a word that has only its sign', "'''bash id=\nx\n'''", /:1: id needs a value: id=…/],
  ['a slip that would show a check only', "'''text chekc\nx\n'''", /:1: unknown word chekc; did you mean check\?/],
  ["another tool's word for a check", "'''text expect\nx\n'''", /:1: unknown word expect; did you mean check\?/],
  ['a check in capitals', "'''text Check\nx\n'''", /:1: unknown word Check; did you mean check\?/],
  ['a value on check', "'''text check=1\nx\n'''", /:1: check takes no value/],
  ['a slip that would show a block only', "'''python rnu\nx\n'''", /:1: unknown word rnu; did you mean run\?/],
  ['a port that is none', service('port:eighty'), /:1: ready=port:eighty: a port is a number from 1 to 65535/],
  ['a port beyond the last', service('port:localhost:99999'), /:1: ready=port:localhost:99999: a port is/],
  [
    'an address without its beginning',
    service('http:localhost:80'),
    /:1: .* the whole address after http:, as in ready=http:http:/,
  ],
  ['an address without the word', service('http://localhost:80'), /:1: .* the whole address after http:/],
  ['an exit code that no program has', check('exit=256'), /:4: exit=256 should be any, or a number from 0 to 255/],
  ['an interval beyond its window', check('within=5s every=10s'), /:4: every=10s is longer than within=5s/],
  [
    'a fence of any language that never closes and takes the rest with it',
    "'''text\nx\n\ny",
    /:1: this fence is never closed/,
  ],
  [
    'an exit code that is no number',
    "'''bash\nx\n'''\n'''text check exit=no\nx\n'''",
    /:4: exit=no should be a whole number/,
  ],
  [
    'a fence that takes the next one with it',
    "'''text\nx\n\n'''bash\ny\n'''",
    /:4: a fence begins here, inside the one on line 1/,
  ],
  ['a fence that never closes', "x\n\n'''bash\necho", /:3: this fence is never closed/],
];
for (const [what, text, message] of mistakes) {
  test(`${what} is reported with its line and the way out`, () => assert.match(mistake(text), message));
}
