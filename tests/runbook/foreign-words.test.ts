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
