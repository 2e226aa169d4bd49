import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readArguments } from '../../server/commands/arguments.ts';
import { UsageError } from '../../server/commands/io.ts';
import { readSettings } from '../../server/commands/run/settings.ts';
import { guidepost, folderOf } from './guidepost.ts';

const WRONG: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['no block in --only, as where a variable is empty', ['a.md', '--only', ''], /need the id of a block/],
  ['a comma too many', ['a.md', '--only', 'one,'], /need the id of a block/],
  ['no block in --from', ['a.md', '--from='], /need the id of a block/],
  ['two answers to where it begins', ['a.md', '--from', 'one', '--only', 'two'], /use either --from or --only/],
  ['a copy to keep where none is made', ['a.md', '--keep'], /--keep needs --practice/],
  ['a report without a file', ['a.md', '--report', 'junit='], /--report junit=FILE/],
  ['two reports in one file', ['a.md', '--report', 'md=x', '--report', 'json=x'], /cannot use the same file: x/],
];

for (const [what, args, message] of WRONG) {
  test(`${what} is an error on the command line`, () => {
    assert.throws(() => readSettings(args), named(message));
  });
}

test('a command that has only some of the flags of run refuses the others', () => {
  assert.throws(
    () => readSettings(['a.md', '--keep-going'], ['practice', 'yes']),
    named(/--keep-going cannot be used here/),
  );
  assert.equal(readSettings(['a.md', '--yes'], ['practice', 'yes']).yes, true);
});

test('an argument that is not used is refused, not ignored', () => {
  assert.throws(() => readArguments(['one', 'two'], {}), named(/one two: only flags are expected here/));
  assert.deepEqual(readArguments(['one'], {}, 1).positionals, ['one']);
});

test('each action of sessions has its own flags', async (t) => {
  const folder = folderOf(t);
  const format = await guidepost(folder, 'sessions', '--format', 'json');
  assert.deepEqual([format.code, format.err], [2, 'guidepost: --format cannot be used here\n']);
  const word = await guidepost(folder, 'sessions', 'prune', 'all');
  assert.deepEqual([word.code, word.err], [2, 'guidepost: all: only flags are expected after sessions prune\n']);
});

function named(message: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof UsageError && message.test(error.message);
}
