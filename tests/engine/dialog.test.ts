/** Pasted terminal sessions do what they did in the terminal that they were copied from. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { status } from '../../src/runbook/session/view.ts';
import { onlyBlock } from '../runbook/guide.ts';
import { block, engine, guide, outputOf, run } from './runbook.ts';
import { readBash } from '../../server/engine/shell/bash.ts';

const SESSIONS: Readonly<Record<string, [pasted: string, state: 'passed' | 'failed']>> = {
  'a command that fails, and its code in the same line': ['$ false; echo $?\n1', 'passed'],
  'a command that fails, and its code at the next prompt': ['$ false\n$ echo $?\n1', 'passed'],
  'a command after one that failed': ['$ false\n$ echo after\nafter', 'passed'],
  'the code of a pipe is that of its end': ['$ false | true; echo $?\n0', 'passed'],
  'an error that is shown': ['$ cat nowhere\ncat: nowhere: No such file or directory\n[1]\n$ echo on\non', 'passed'],
  'an exit mark': ['$ (exit 3)\n[3]', 'passed'],
  'an exit mark of another form': ['$ (exit 3)\n? 3\n\n$ echo next\nnext', 'passed'],
  'an exit mark that is wrong': ['$ (exit 3)\n[4]', 'failed'],
  'an exit mark that is wrong, and nothing after it matters': ['$ (exit 3)\n? 4\n$ echo next\n...', 'failed'],
  'a mark of success where there is none': ['$ false\n[0]', 'failed'],
  'a last command that fails without a mark': ['$ echo boom; exit 3\nboom', 'failed'],
  'commands alone stop at the first that fails': ['$ false\n$ echo never', 'failed'],
  'a blank line before the next prompt': ['$ echo a\na\n\n$ echo b\nb', 'passed'],
  'a blank line that is printed there': ["$ printf 'a\\n\\n'\na\n\n$ echo b\nb", 'passed'],
  'an indented session': ['  $ echo a\n  a\n  $ false; echo $?\n  1', 'passed'],
  'a command over several lines': ['$ for i in 1 2; do\n>   echo $i\n> done\n1\n2', 'passed'],
  'the code of a command at the next prompt, behind its mark': ['$ (exit 3)\n[3]\n$ echo $?\n3', 'passed'],
  'the codes of a pipe at the next prompt': ['$ true | false\n$ echo ${PIPESTATUS[@]}\n0 1', 'passed'],
  'what the first prints is not what the second should': ["$ printf 'a\\nb\\n'\na\n$ true\nb", 'failed'],
  'nor is it swallowed by any lines': ["$ printf 'a\\nb\\n'\na\n...\n$ true\nb", 'failed'],
  'any lines of one command': ["$ printf 'a\\nb\\n'\na\n...\n$ echo b\nb", 'passed'],
  'any lines end with their command': ["$ echo a\n...\n$ printf 'b\\nc\\n'\nc", 'failed'],
  'a silent command that is not silent': ['$ echo b\n$ true\nb', 'failed'],
  'a command that may print a line, and the next that must': ['$ true\nb (?)\n$ echo b\nb', 'passed'],
  "a line that may come is not the next one's": ['$ echo b\nb (?)\n$ true\nb', 'failed'],
  'repeated lines are of their command': ["$ true\nb (*)\n$ printf 'b\\nb\\n'\nb", 'failed'],
  'the same command twice': ['$ echo a\n...\n$ echo a\na', 'passed'],
  'quotes in a further command': ["$ true\n$ echo 'it'\"'\"'s'\nit's", 'passed'],
  'what a command leaves is there for the next': ['$ cd /tmp\n$ x=1\n$ echo $x $PWD\n1 /tmp', 'passed'],
};

for (const language of ['console', 'bash']) {
  for (const [what, [pasted, state]] of Object.entries(SESSIONS)) {
    test(`${language}: ${what}`, async (t) => {
      const { engine: made } = engine(t);
      const step = { ...onlyBlock(`'''${language} id=session\n${pasted}\n'''`), cwd: null };
      const session = await made.open(guide([step]), 'mine');
      const id = await run(session, 'session');
      assert.equal(status(session.view, step), state, await outputOf(session, id));
    });
  }
}

test('a wrong exit code is reported at its line', async (t) => {
  const { engine: made } = engine(t);
  const step = onlyBlock("'''console id=session\n$ echo a\na\n$ sh -c 'exit 3'\n[4]\n'''");
  const session = await made.open(guide([step]), 'mine');
  const id = await run(session, 'session');
  assert.equal(await outputOf(session, id), "a\n$ sh -c 'exit 3'\nexit code 3 instead of 4\n");
  // An echo is a subshell, and an old bash reports no lines of a script with one.
  const { old } = readBash(session.view.shell?.path ?? '');
  assert.deepEqual(session.view.runs.get(id)?.commands.at(-1)?.line, old ? undefined : 3);
});

test('a pasted session leaves the next block its errexit, and what it has set itself', async (t) => {
  const { engine: made } = engine(t);
  const pasted = onlyBlock("'''console id=pasted\n$ false\n$ echo $?\n1\n$ set -u; y=2\n'''");
  const session = await made.open(guide([pasted, block('next', 'echo $- $y; false; echo never')]), 'mine');
  await run(session, 'pasted');
  const next = await run(session, 'next');
  assert.match(await outputOf(session, next), /^(?=\S*e)\S*u\S* 2\n$/);
});
