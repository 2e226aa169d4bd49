/** Words that other tools write behind a fence's language: they refuse no document, and hide no slip in one of ours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guide, mistake, OURS } from './guide.ts';

const foreign = [
  '{1,3}',
  '{1, 3-4}',
  'showLineNumbers',
  'showLineNumbers=false',
  'frame="none"',
  "frame='terminal' ins={2} del={3}",
  'hl_lines="2 3"',
  'linenums="1"',
  '{ .bash .copy #id }',
  'startLine=5 wrap=true',
  '[install.sh]',
  'filename=a.sh',
  'copy icon=terminal',
  'tab="macOS"',
  '/needle/',
  'collapse={1-5}',
  ':no-line-numbers',
];

for (const words of foreign) {
  test(`\`bash ${words}\` runs, and the words are told as ignored, with their line`, () => {
    const { blocks, warnings } = guide(`text\n\n'''bash ${words}\nx\n'''${OURS}`);
    assert.equal(blocks[0]?.script, 'x\n');
    assert.ok(warnings.length > 0);
    for (const { line, message } of warnings) {
      assert.equal(line, 3);
      assert.match(message, /\(ignored\)$/);
    }
  });
}

test('a title that other tools give is the title', () => {
  assert.equal(guide("'''bash title=\"deploy.sh\" {2}\nx\n'''").blocks[0]?.title, 'deploy.sh');
});

test('a word that is nearly ours is a mistake where the document uses ours, and a warning elsewhere', () => {
  const slip = "'''bash prob\nx\n'''";
  assert.match(mistake(slip), /^guide\.mdx:1: unknown word prob; did you mean probe\?/);
  assert.match(guide(slip).warnings[0]?.message ?? '', /unknown word prob; did you mean probe\? \(ignored\)/);
  assert.match(mistake(`---\ninputs: [{ name: A }]\n---\n${slip}`), /:4: unknown word prob/);
});

test('a word in a spelling of its own is called unknown; only the rest of a value needs quotes', () => {
  const told = (words: string) => guide(`'''bash ${words}\nx\n'''`).warnings.map(({ message }) => message);
  for (const words of ['showLineNumbers', 'title="a.sh" showLineNumbers', 'npm2yarn'])
    assert.match(told(words).at(-1) ?? '', /^unknown word \w+; known here/, words);
  assert.match(told('title=My Guide').join(' '), /cannot read Guide: put a value that contains spaces in quotes/);
});

test('a label in brackets is not a misspelling of one of our words', () => {
  assert.equal(guide(`'''bash id=a [title]\nx\n'''${OURS}`).blocks[0]?.title, 'bash');
});

for (const [fence, known] of [
  ['sh{1,3}', 'sh'],
  ['bash:line-numbers {1}', 'bash'],
  ['bash:title=a.sh', 'bash'],
  ['{.bash #id key=val}', 'bash'],
  ['{ .bash .annotate }', 'bash'],
  ['{bash, echo=FALSE}', 'bash'],
  ['sh,ignore', 'sh'],
  ['console{2}', 'console'],
] as const)
  test(`a fence \`${fence}\` does not run, and that is told, with the way out`, () => {
    const text = `text\n\n'''${fence}\nx\n'''\n\n'''sh\ny\n'''\n`;
    const { blocks, warnings } = guide(text);
    assert.equal(blocks.length, 1);
    assert.deepEqual(
      warnings.map(({ line, message }) => [line, message]),
      [
        [
          3,
          `unknown language ${fence.startsWith('{') ? fence : fence.split(' ')[0]}: this fence does not run; write ${known}, and other words after a space (ignored)`,
        ],
      ],
    );
    assert.match(mistake(text + OURS), /^guide\.mdx:3: unknown language/);
  });

for (const fence of ['shellcheck', 'js{1}', 'sh{1} no-run', 'bashful', '{.python}', 'c++', '{1,3}'])
  test(`of a fence \`${fence}\` nothing is told`, () => {
    assert.deepEqual(guide(`'''${fence}\nx\n'''\n`).warnings, []);
  });
