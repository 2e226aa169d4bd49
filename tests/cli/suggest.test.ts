import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggestion } from '../../server/commands/suggest.ts';

test('a word that is nearly right names the right one', () => {
  assert.equal(suggestion('lst', ['list', 'show']), '; did you mean list?');
  assert.equal(suggestion('databse', ['database']), '; did you mean database?');
});

test('a word in which a third of the letters differ is not taken for a misspelling', () => {
  for (const [word, known] of [
    ['report', 'import'],
    ['tcsh', 'bash'],
  ] as const)
    assert.equal(suggestion(word, [known, 'zzzz']), `; there is ${known}, zzzz`);
});

test('the beginning of a word names it', () => {
  assert.equal(suggestion('sess', ['list', 'sessions']), '; did you mean sessions?');
});

test('a word that is like none gets the whole list', () => {
  assert.equal(suggestion('xyzzy', ['list', 'show']), '; there is list, show');
  assert.equal(suggestion('xyzzy', []), '');
});
