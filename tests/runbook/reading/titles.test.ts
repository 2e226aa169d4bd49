import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guide } from '../guide.ts';

const titles = (text: string) => guide(text).blocks.map(({ title }) => title);

test('blocks without a title under one heading are named by their first commands, and keep their ids', () => {
  const text =
    "# Install\n\n'''bash\n# first\nset -eu\nnpm ci\n'''\n\n'''bash\nnpm test\n'''\n\n'''console\n$ npm start\nup\n'''\n";
  assert.deepEqual(titles(text), ['npm ci', 'npm test', 'npm start']);
  assert.deepEqual(
    guide(text).blocks.map(({ id }) => id),
    ['install', 'install-2', 'install-3'],
  );
});

test('a block alone under its heading has its name, and a title of its own is left alone', () => {
  assert.deepEqual(titles("# A\n\n'''bash\nx\n'''\n\n'''bash title=Mine\ny\n'''\n\n## B\n\n'''bash\nz\n'''\n"), [
    'A',
    'Mine',
    'B',
  ]);
});

test('names are told apart by what follows, and by a number where nothing does', () => {
  const block = (script: string) => `'''bash\n${script}\n'''\n\n`;
  const text = `# A\n\n${block('cd backend\nmake')}${block('cd backend\nmake test')}${block('cd backend')}${block('cd backend')}`;
  assert.deepEqual(titles(text), ['cd backend', 'make test', 'cd backend (2)', 'cd backend (3)']);
});

test('a long command is shortened, and one that goes on says so', () => {
  const long = `echo ${'x'.repeat(80)}`;
  const [first = '', second] = titles(`# A\n\n'''bash\n${long}\n'''\n\n'''bash\ndocker run \\\n  img\n'''\n`);
  assert.match(first, /^echo x{54}…$/);
  assert.equal(second, 'docker run …');
});
