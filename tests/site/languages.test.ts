import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageAliases } from '../../src/site/languages.ts';
import { guide } from '../runbook/guide.ts';

test('a fence in a language that the highlighter does not know is shown as plain text', () => {
  const runbook = guide(`'''psql run with="psql -f"\nx\n'''\n\n'''python run\nx\n'''\n\n'''node run\nx\n'''`);
  const aliases = languageAliases([{ runbook }]);
  assert.deepEqual([aliases['psql'], aliases['shell'], aliases['node']], ['text', 'bash', 'js']);
});
