import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeToHtml } from 'shiki';
import { highlightValues } from '../../src/site/value-highlighter.ts';

async function marked(code: string, lang = 'bash', words = ''): Promise<readonly (string | undefined)[]> {
  const meta = { __raw: words };
  const html = await codeToHtml(code, { lang, theme: 'github-light', meta, transformers: [highlightValues] });
  const slots = /data-value="([^"]*)"(?: data-quotes="(\w+)")?>(.*?)<\/span>(?=[^<]|<)/g;
  return [...html.matchAll(slots)].map(([, name, quoted]) => `${name}${quoted ? ` ${quoted}` : ''}`);
}

test('a name is marked where a value can be typed in its place, with the quotes that it stands in', async () => {
  assert.deepEqual(await marked('psql -h $DB_HOST "${DB_NAME}"\n'), ['DB_HOST', 'DB_NAME double']);
  assert.deepEqual(await marked("echo '$NAME' $NAME\ncat <<END\n$OTHER\nEND\n"), ['OTHER document']);
  assert.deepEqual(await marked("cat <<'END'\n$OTHER\nEND\n"), []);
  assert.deepEqual(await marked('NAME=x\necho $NAME\n'), []);
});

test('in a pasted session only what was typed is marked', async () => {
  const session = '$ echo $NAME \\\n> "$OTHER"\n$NAME is printed\n\n$ ls $PLACE\n';
  assert.deepEqual(await marked(session, 'console'), ['NAME', 'OTHER double', 'PLACE']);
});

test('no check, no file and no other language is marked', async () => {
  assert.deepEqual(await marked('$NAME\n', 'text', 'check'), []);
  assert.deepEqual(await marked('echo $NAME\n', 'bash', 'file=run.sh'), []);
  assert.deepEqual(await marked('print("$NAME")\n', 'python', 'run'), []);
});
