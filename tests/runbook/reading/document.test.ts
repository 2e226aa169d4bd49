import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunbookError } from '../../../src/runbook/error.ts';
import { splitDocument } from '../../../src/runbook/reading/document.ts';
import { parse } from '../../../src/runbook/reading/parse.ts';

for (const [what, text] of [
  ['blank lines before it', '\n\n---\ntitle: x\n---\n'],
  ['a blank before it', ' ---\ntitle: x\n---\n'],
  ['a character that nobody sees before it', '\u200B---\ntitle: x\n---\n'],
  ['a comment behind the dashes', '---#\ntitle: x\n---\n'],
  ['blanks behind the dashes', '--- \ntitle: x\n---\n'],
  ['a language behind the dashes', '---yaml\ntitle: x\n---\n'],
  ['more than three dashes', '----\ntitle: x\n----\n'],
  ['an end with more than three dashes', '---\ntitle: x\n----\n'],
  ['an end with text behind it', '---\ntitle: x\n---x\n---\n'],
  ['the other end that YAML has', '---\ntitle: x\n...\n---\n'],
  ['TOML', '+++\ntitle = "x"\n+++\n'],
  ['TOML after blank lines', '\n+++\ntitle = "x"\n+++\n'],
  ['TOML inside of it', '---\n+++\n---\n'],
  ['a description that opens a fence', '---\ndescription: |\n  ```\n---\n'],
  ['a description that opens a fence behind its key', '---\ndescription: "```"\n---\n'],
  ['a list that opens a fence of tildes', '---\npages:\n  - ~~~\n---\n'],
  ['no end', '---\ntitle: x\n'],
  ['nothing but dashes', '---'],
] as const)
  test(`front matter of another form is refused, with its line: ${what}`, () => {
    assert.throws(() => splitDocument('guide.md', text), RunbookError);
    assert.throws(() => parse('guide', [{ slug: 'index', file: 'guide.md', text }]), RunbookError);
  });

test('the one form is read, also with a byte order mark and the line ends of Windows, and each line keeps its number', () => {
  const text = '\uFEFF---\r\ntitle: x\r\nenv: { A: "1" }\r\n---\r\n# One\r\n';
  assert.deepEqual(splitDocument('guide.md', text), { yaml: 'title: x\nenv: { A: "1" }', body: '\n\n\n\n# One\n' });
  assert.deepEqual(splitDocument('guide.md', '---\n---\ntext'), { yaml: '', body: '\n\ntext' });
});

test('a rule below some text, a table and a list are not front matter', () => {
  for (const text of ['text\n\n---\n\nmore\n', '| a |\n|---|\n', '- a\n- b\n', '***\n', '', '\n', '-- x\n'])
    assert.deepEqual(splitDocument('guide.md', text), { yaml: null, body: text });
});

test('TOML is called by its name, with what to write instead', () => {
  assert.throws(() => splitDocument('a.md', '+++\ntitle = "A"\n+++\n'), /TOML.*`title: …` for `title = …`/);
});
