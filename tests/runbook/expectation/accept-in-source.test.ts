import { test } from 'node:test';
import assert from 'node:assert/strict';
import { RunbookError } from '../../../src/runbook/error.ts';
import { acceptInSource } from '../../../src/runbook/expectation/index.ts';
import { guide } from '../guide.ts';

/** The guide with the lines of its only check replaced. */
function rewritten(source: string, lines: readonly string[]): string {
  const runbook = guide(source, 'guide.md');
  const [expectation] = runbook.blocks.flatMap(({ expectations }) => expectations);
  if (expectation === undefined) throw new Error('no check');
  return acceptInSource(source, expectation, lines);
}

const before = '# G\n\n```bash\ntrue\n```\n\n';

test('only the lines of the check change', () => {
  const source = `${before}\`\`\`text check\na  \nb\nc\n\`\`\`\n\nafter  \n`;
  assert.equal(rewritten(source, ['a  ', 'x', 'y', 'c']), source.replace('\nb\n', '\nx\ny\n'));
  assert.equal(rewritten(source, ['a  ', 'c']), source.replace('\nb\n', '\n'));
  assert.equal(rewritten(source, ['a  ', 'b', 'c']), source);
});

test('in a list the lines keep its indentation', () => {
  const source = '# G\n\n1. do\n\n   ```bash\n   true\n   ```\n\n   ```text check\n   a\n\n   b\n   ```\n';
  assert.equal(rewritten(source, ['a', '', 'x', '', '  y']), source.replace('   b\n', '   x\n\n     y\n'));
});

test('in a quotation the lines keep its marks', () => {
  const source = '# G\n\n> ```bash\n> true\n> ```\n>\n> ```text check\n> a\n> ```\n';
  assert.equal(rewritten(source, ['b', '', 'c']), source.replace('> a\n', '> b\n>\n> c\n'));
});

test('the fence grows where a new line would close it', () => {
  const source = `${before}\`\`\`text check\na\n\`\`\`\n`;
  assert.equal(rewritten(source, ['```', 'x']), `${before}\`\`\`\`text check\n\`\`\`\nx\n\`\`\`\`\n`);
});

test('line ends stay as the file has them', () => {
  const source = `${before}\`\`\`text check\na\nb\n\`\`\`\nend`.replaceAll('\n', '\r\n');
  assert.equal(rewritten(source, ['a', 'c']), source.replace('\r\nb\r\n', '\r\nc\r\n'));
});

test('a console fence keeps its commands', () => {
  const source = '# G\n\n```console\n$ echo a\na\n$ echo b\nb\n```\n';
  assert.equal(rewritten(source, ['a', '$ echo b', 'c', 'd']), source.replace('\nb\n`', '\nc\nd\n`'));
  assert.throws(
    () => rewritten(source, ['a', '$ rm', '$ echo b', 'b']),
    (error) => error instanceof RunbookError && /read as a command/.test(error.message),
  );
  assert.throws(
    () => rewritten(source, ['c']),
    (error) => error instanceof RunbookError && /ended before its last command/.test(error.message),
  );
});

test('a pasted session keeps its indentation, exit codes, blank lines and comments', () => {
  const source = '# G\n\n```bash\n  $ echo a\n  A\n\n  # then\n  $ (exit 3)\n  z\n  [3]\n\n  $ echo b\n  b\n```\n';
  assert.equal(
    rewritten(source, ['a', ' (?)', '# then (?)', '$ (exit 3)', 'y', '$ echo b', 'b']),
    source.replace('  A\n', '  a\n').replace('  z\n', '  y\n'),
  );
});

test('a file that changed in the meantime is left alone', () => {
  const source = `${before}\`\`\`text check\na\n\`\`\`\n`;
  const runbook = guide(source, 'guide.md');
  const [expectation] = runbook.blocks.flatMap(({ expectations }) => expectations);
  assert.ok(expectation);
  assert.throws(() => acceptInSource(`new\n${source}`, expectation, ['b']), RunbookError);
});
