import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemWith } from '../../src/runbook/values.ts';
import { input } from '../engine/runbook.ts';

test('an int is digits: bash arithmetic would execute anything else', () => {
  const int = input('N', { type: 'int' });
  for (const good of ['0', '8000', '-1']) assert.equal(problemWith(int, good), null);
  for (const bad of ['a[$(id)]', '1+1', '0x10', '1 ', '1\n', '1e3', '٣', '9'.repeat(19)])
    assert.ok(problemWith(int, bad));
});

test('a value fits its type, its pattern and its length', () => {
  assert.equal(problemWith(input('B', { type: 'bool' }), 'true'), null);
  assert.ok(problemWith(input('B', { type: 'bool' }), 'yes'));
  assert.equal(problemWith(input('E', { type: 'enum', values: ['a', 'b'] }), 'b'), null);
  assert.ok(problemWith(input('E', { type: 'enum', values: ['a', 'b'] }), 'c'));
  assert.equal(problemWith(input('U', { type: 'url' }), 'http://localhost:8000/x'), null);
  assert.ok(problemWith(input('U', { type: 'url' }), 'nothing'));
  assert.equal(problemWith(input('P', { type: 'path' }), '/a b/c'), null);
  assert.ok(problemWith(input('P', { type: 'path' }), '/a\n/b'));
  assert.equal(problemWith(input('S', { pattern: 'a|b' }), 'b'), null);
  assert.ok(problemWith(input('S', { pattern: 'a|b' }), 'ab'));
  assert.equal(problemWith(input('S'), 'x'.repeat(8192)), null);
  assert.ok(problemWith(input('S'), 'x'.repeat(8193)));
  assert.ok(problemWith(input('S'), 'a\0b'));
  assert.ok(problemWith(input('S'), '\ud800'));
  assert.ok(problemWith(input('S', { required: true }), ''));
  assert.equal(problemWith(input('S', { type: 'int' }), ''), null);
});
