/** What is secret is kept nowhere, and leaves in no form. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../row.ts';
import { edit } from './edits.ts';

const FORMS = 'server/engine/journal/secret-forms.ts';
const MASK = 'server/engine/journal/mask.ts';
const SECRET = 'correct horse/battery+staple';
const BASE64 = '...[0, 1, 2].map((behind) => inDigits(bytes, behind, BASE64)),';
/** As od prints it, in lines of 16 bytes. */
const SECRET_IN_HEX = Buffer.from(SECRET)
  .toString('hex')
  .replace(/../g, ' $&')
  .replace(/.{48}(?=.)/g, '$&\n');

export const secrets: readonly Row[] = [
  ...Object.entries({
    'in the journal': edit(
      'server/engine/session/session.ts',
      "value: input.type === 'secret' ? null : value",
      'value',
    ),
    'in the carried state': edit('server/engine/session/state-file.ts', '!names.has(name) && free(value)', 'true'),
    'in a variable that a block has set': edit('server/engine/session/state-file.ts', ' && free(value)', ''),
  }).map(([tries, without]): Row => ({
    says: 'secrets/stored',
    tries,
    settings: {},
    without,
    attack: async (world) => {
      const page = await world.enter();
      await page.input('PASSWORD', SECRET);
      await page.run('canary');
      await page.run('keep');
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
  leaks('secrets/forms', 'in base64', 'base64', btoa(SECRET).replace(/=+$/, ''), edit(FORMS, BASE64, '')),
  leaks(
    'secrets/forms',
    'in base64 for addresses',
    'base64url',
    Buffer.from(`??>>${SECRET}`).toString('base64url'),
    [...edit(FORMS, ", spelling('-', false)", ''), ...edit(FORMS, ", spelling('_', false)", '')],
    `??>>${SECRET}`,
  ),
  leaks(
    'secrets/forms',
    'in base64, wrapped into lines',
    'wrapped',
    btoa(SECRET).replace(/.{8}(?=.)/g, '$&\n'),
    edit(FORMS, 'between: WRAPPED', 'between: []'),
  ),
  leaks(
    'secrets/forms',
    'in hex',
    'hex',
    SECRET_IN_HEX,
    edit(FORMS, '{ pieces: [...bytes].map(hex), between: SEPARATORS, after: NOTHING },', ''),
  ),
  leaks('secrets/forms', 'in an address', 'url', encodeURIComponent(SECRET), edit(FORMS, "escaped('%', 16, 2),", '')),
  leaks(
    'secrets/forms',
    'in an address, in capitals',
    'url',
    encodeURIComponent(SECRET),
    edit(MASK, '(fold ? lower(byte) : byte)', 'byte'),
  ),
  leaks(
    'secrets/forms',
    'in an address, in small letters and every character',
    'small',
    [...SECRET].map((one) => `%${one.charCodeAt(0).toString(16)}`).join(''),
    [...edit(FORMS, "escaped('%', 16, 2),", ''), ...edit(FORMS, ':,;-_%', ':,;-_')],
  ),
  leaks('secrets/forms', 'in UTF-16', 'utf16', [...SECRET].join('\0'), edit(FORMS, "['\\0', '=\\n',", "['=\\n',")),
  leaks(
    'secrets/forms',
    'in quoted-printable',
    'mail',
    [...SECRET].map((one) => `=${one.charCodeAt(0).toString(16).toUpperCase()}`).join(''),
    edit(FORMS, "escaped('=', 16, 2),", ''),
  ),
  ...Object.entries({
    'quoted twice': [
      JSON.stringify(JSON.stringify('co"rect horse')).slice(3, -3),
      edit(FORMS, String.raw`'=\r\n', '\\']`, String.raw`'=\r\n']`),
    ],
    'in CSV': ['co""rect horse', edit(FORMS, `['&quot;', '""']`, `['&quot;']`)],
    'in an address in an address': ['co%2522rect%2520horse', edit(FORMS, "escaped('%25', 16, 2),", '')],
  } as const).map(([tries, [text, without]]): Row => ({
    says: 'secrets/forms',
    tries,
    without,
    attack: async ({ load }) => {
      const { openSecrets } = await load('server/engine/journal/secrets.ts');
      const secrets = openSecrets();
      secrets.give('PASSWORD', 'co"rect horse');
      return secrets.hide(text) === text;
    },
    kept: false,
    broken: true,
  })),
  leaks(
    'secrets/forms',
    'in a form',
    'form',
    encodeURIComponent(SECRET).replaceAll('%20', '+'),
    edit(FORMS, "' ': ['+'],", ''),
  ),
  leaks(
    'secrets/chunks',
    'in two pieces',
    'halves',
    SECRET,
    edit(
      MASK,
      'held = Buffer.from(masked.rest);\n    return masked.shown;',
      'return Buffer.concat([masked.shown, masked.rest]);',
    ),
  ),
  {
    says: 'secrets/ever',
    tries: 'a secret that was kept, then replaced',
    settings: {},
    without: edit('server/engine/journal/secrets.ts', '[...forms, ...formsOf(value)]', 'formsOf(value)'),
    attack: async (world) => {
      const page = await world.enter();
      await page.input('PASSWORD', SECRET);
      await page.run('keep');
      await page.input('PASSWORD', 'another one');
      return (await page.run('kept')).output;
    },
    kept: '<***>\n',
    broken: `<${SECRET}>\n`,
  },
  {
    says: 'secrets/manual',
    tries: 'a manual that promises too much',
    without: edit('content/manual/ask-for-inputs.md', 'A script that transforms the secret', 'nothing'),
    attack: async ({ read }) =>
      /A script that transforms the secret defeats this/.test(read('content/manual/ask-for-inputs.md')),
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
