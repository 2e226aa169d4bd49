/** What is secret is kept nowhere, and leaves in no form. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../row.ts';
import { edit } from './edits.ts';

const SECRETS = 'server/engine/journal/secrets.ts';
const SECRET = 'correct horse/battery+staple';

export const secrets: readonly Row[] = [
  ...Object.entries({
    'in the journal': edit(
      'server/engine/session/session.ts',
      "value: input.type === 'secret' ? null : value",
      'value',
    ),
    'in the carried state': edit('server/engine/session/state-file.ts', '.filter(({ name }) => !secret.has(name))', ''),
  }).map(([tries, without]): Row => ({
    says: 'secrets/stored',
    tries,
    settings: {},
    without,
    attack: async (world) => {
      const page = await world.enter();
      await page.input('PASSWORD', SECRET);
      await page.run('canary');
      return files(world.state).some((text) => text.includes(SECRET));
    },
    kept: false,
    broken: true,
    sings: 1,
  })),
  leaks(
    'secrets/masked',
    'printed as it is',
    'leak',
    SECRET,
    edit('server/engine/journal/output-recorder.ts', 'take(masks[stream].push(bytes), stream)', 'take(bytes, stream)'),
  ),
  leaks('secrets/forms', 'in base64', 'base64', btoa(SECRET).replace(/=+$/, ''), [
    ...edit(SECRETS, '[secret, base64, bare,', '[secret,'),
    ...edit(SECRETS, " Buffer.from(secret).toString('base64url'),", ''),
  ]),
  leaks(
    'secrets/forms',
    'in base64 for addresses',
    'base64url',
    Buffer.from('??>>' + SECRET).toString('base64url'),
    edit(SECRETS, " Buffer.from(secret).toString('base64url'),", ''),
    '??>>' + SECRET,
  ),
  leaks(
    'secrets/forms',
    'in an address',
    'url',
    encodeURIComponent(SECRET),
    edit(SECRETS, " url, url.replaceAll('%20', '+')]", ']'),
  ),
  leaks(
    'secrets/forms',
    'in a form',
    'form',
    encodeURIComponent(SECRET).replaceAll('%20', '+'),
    edit(SECRETS, ", url.replaceAll('%20', '+')]", ']'),
  ),
  leaks(
    'secrets/chunks',
    'in two pieces',
    'halves',
    SECRET,
    edit(SECRETS, 'held = Buffer.from(rest);\n      return shown;', 'return Buffer.concat([shown, rest]);'),
  ),
  {
    says: 'secrets/manual',
    tries: 'a manual that promises too much',
    without: edit('content/manual/ask-for-inputs.md', 'a script that transforms it', 'nothing'),
    attack: async ({ read }) =>
      /a script that transforms it .* defeats that/.test(read('content/manual/ask-for-inputs.md')),
    kept: true,
    broken: false,
  },
];

/** A block prints the secret in one of its forms: it is sent nowhere and kept nowhere. */
function leaks(
  says: Row['says'],
  tries: string,
  block: string,
  form: string,
  without: Row['without'],
  secret = SECRET,
): Row {
  return {
    says,
    tries,
    settings: {},
    without,
    attack: async (world) => {
      const page = await world.enter();
      await page.input('PASSWORD', secret);
      const { end, output } = await page.run(block);
      const [seen, kept] = [`${page.received()}\n${output}`, files(world.state)];
      const secrets = [seen.includes(form), kept.some((text) => text.includes(form)), world.log.join().includes(form)];
      return [end, seen.includes('***'), ...secrets];
    },
    kept: ['exited 0', true, false, false, false],
    broken: ['exited 0', false, true, true, false],
  };
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}
