import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generator, pick } from '../socket/random.ts';
import { openSecrets } from '../../server/engine/journal/secrets.ts';

const SECRET = `it's! (a) *p@ss* w/rd?~ & "pä" that is long enough to be wrapped, more than once, +1`;
const BYTES = Buffer.from(SECRET);
const SECRETS: readonly string[] = [SECRET];
const HEX = BYTES.toString('hex');

function secretsOf(values: readonly string[]) {
  const secrets = openSecrets();
  for (const [index, value] of values.entries()) secrets.give(`SECRET_${index}`, value);
  return secrets;
}
const known = secretsOf(SECRETS);

function masked(chunks: readonly (string | Buffer)[], values = SECRETS): string {
  const secrets = values === SECRETS ? known : secretsOf(values);
  const mask = secrets.openMask();
  return Buffer.concat([...chunks.map((chunk) => mask.push(Buffer.from(chunk))), mask.end()]).toString();
}

const wrapped = (text: string, width: number, by = '\n') =>
  text.match(new RegExp(`.{1,${width}}`, 'g'))?.join(by) ?? '';
const lower = (text: string) => text.replace(/%../g, (code) => code.toLowerCase());

const FORMS: Readonly<Record<string, string | Buffer>> = {
  'as it is': SECRET,
  'in base64': BYTES.toString('base64'),
  'in base64, without padding': BYTES.toString('base64').replace(/=+$/, ''),
  'in base64, wrapped': wrapped(BYTES.toString('base64'), 76),
  'in base64, wrapped narrowly and indented': wrapped(BYTES.toString('base64'), 20, '\r\n    '),
  'in base64, wrapped, inside of JSON': wrapped(BYTES.toString('base64'), 64, '\\n'),
  'in base64 for addresses': BYTES.toString('base64url'),
  'in base32': base32(BYTES),
  'in base32, wrapped': wrapped(base32(BYTES), 76),
  'in hex': HEX,
  'in hex, in capitals': HEX.toUpperCase(),
  'in hex, wrapped': wrapped(HEX, 60),
  'in hex, byte by byte': wrapped(wrapped(HEX, 2, ' '), 48, '\n '),
  'in hex, with colons': wrapped(HEX, 2, ':'),
  'in hex, as C writes it': wrapped(HEX, 2, ', 0x'),
  'in hex, as printf takes it': wrapped(HEX, 2, '\\x'),
  'in an address': encodeURIComponent(SECRET),
  'in an address, in small letters': lower(encodeURIComponent(SECRET)),
  'in an address, as the RFC has it': encodeURIComponent(SECRET).replace(/[!'()*~]/g, percent),
  'in an address, as the RFC has it, in small letters': lower(encodeURIComponent(SECRET).replace(/[!'()*~]/g, percent)),
  'in an address, every character': wrapped(HEX, 2, '%').replace(/^/, '%'),
  'in a form': encodeURIComponent(SECRET).replaceAll('%20', '+'),
  'in JSON': JSON.stringify(SECRET).slice(1, -1),
  'in JSON, without what is not ASCII': JSON.stringify(SECRET).slice(1, -1).replace('ä', '\\u00E4'),
  'in HTML': SECRET.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  'quoted by a shell': SECRET.replaceAll("'", "'\\''"),
  'escaped by a shell': SECRET.replace(/[^\wä]/g, '\\$&'),
  'in octal': SECRET.replace('ä', '\\303\\244'),
  'in octal, as printf takes it': wrapped(HEX, 2, ' ').replace(/\w\w ?/g, (byte) => `\\0${octal(byte)}`),
  'in UTF-16': Buffer.from(SECRET, 'utf16le'),
  'in UTF-16, in the other byte order': Buffer.from(SECRET, 'utf16le').swap16(),
  'in UTF-32': utf32(SECRET),
  'in UTF-32, in the other byte order': utf32(SECRET).swap32(),
  'in quoted-printable': SECRET.replace(/[=\u{80}-\u{FFFF}]/gu, quotedPrintable),
  'in quoted-printable, wrapped': SECRET.replace(/[^\w ]/gu, quotedPrintable).replace(/(?:=..|.){20}/g, '$&=\r\n'),
  'in JSON, every character': SECRET.replace(/./gs, (one) => `\\u${hex(one).padStart(4, '0')}`),
  'in JavaScript, every character': SECRET.replace(/./gs, (one) => `\\u{${hex(one)}}`),
  'in Python, every character': SECRET.replace(/./gs, (one) => `\\U${hex(one).padStart(8, '0').toUpperCase()}`),
  'in HTML, every character': SECRET.replace(/./gs, (one) => `&#${one.charCodeAt(0)};`),
  'in HTML, every character with zeros': SECRET.replace(
    /./gs,
    (one) => `&#x${hex(one).padStart(4, '0').toUpperCase()};`,
  ),
  'in JSON in JSON': JSON.stringify(JSON.stringify(SECRET)).slice(3, -3),
  'in JSON in JSON in JSON': JSON.stringify(JSON.stringify(JSON.stringify(SECRET))).slice(7, -7),
  'in JSON in JSON, without what is not ASCII': JSON.stringify(JSON.stringify(SECRET))
    .slice(3, -3)
    .replace('ä', '\\\\u00e4'),
  'in an address in an address': encodeURIComponent(encodeURIComponent(SECRET)),
  'in CSV': SECRET.replaceAll('"', '""'),
  'as Python shows it': SECRET.replaceAll("'", "\\'").replace('ä', '\\xe4'),
  'in Latin-1': Buffer.from(SECRET, 'latin1'),
  'in hex, as a list of texts': wrapped(HEX, 2, '", "'),
  'in hex, as a list of characters': wrapped(HEX, 2, "', '\\x"),
  'in base64, in JSON': BYTES.toString('base64').replaceAll('+', '\\u002b').replaceAll('/', '\\u002F'),
  'in base64, in HTML': BYTES.toString('base64').replaceAll('+', '&#43;').replaceAll('/', '&#x2F;'),
  'in base64, as texts that are joined': wrapped(BYTES.toString('base64'), 20, '" +\n  "'),
  'in base64, wrapped in mail': wrapped(BYTES.toString('base64'), 20, '=\r\n'),
  'in base64, in a comment': wrapped(BYTES.toString('base64'), 20, '\n # '),
  'in base64, as PowerShell takes it': Buffer.from(SECRET, 'utf16le').toString('base64'),
  'in hex, as C writes numbers': wrapped(HEX, 2, 'u, 0x'),
  'in hex, with dots': wrapped(HEX, 2, '.'),
  'in an address in an address in an address': encodeURIComponent(encodeURIComponent(encodeURIComponent(SECRET))),
  'as escape() of JavaScript writes it': SECRET.replaceAll('ä', '%E4').replaceAll(' ', '%20'),
  'as escape() writes every character': SECRET.replace(/./gs, (one) => `%u${hex(one).padStart(4, '0')}`),
  'in HTML, by numbers without their end': SECRET.replace(/\W/gs, (one) => `&#x${hex(one)}`),
  'in HTML, by names': SECRET.replaceAll('&', '&amp;').replaceAll('+', '&plus;').replaceAll('@', '&commat;'),
  'quoted by PowerShell': SECRET.replaceAll('"', '`"'),
  'quoted by cmd': SECRET.replaceAll('&', '^&'),
  'in CSS, every character': SECRET.replace(/./gs, (one) => `\\${hex(one)} `),
  'with its accents apart': SECRET.normalize('NFD'),
  'with a part of it in color': `${SECRET.slice(0, 9)}\u{1B}[01;31m\u{1B}[K${SECRET.slice(9, 20)}\u{1B}[m${SECRET.slice(20)}`,
};

function utf32(text: string): Buffer {
  return Buffer.concat([...text].map((one) => Buffer.from(Uint32Array.of(one.codePointAt(0) ?? 0).buffer)));
}

function quotedPrintable(text: string): string {
  return Buffer.from(text).toString('hex').toUpperCase().replace(/../g, '=$&');
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16);
}

function octal(byte: string): string {
  return Number.parseInt(byte, 16).toString(8).padStart(3, '0');
}

for (const [how, form] of Object.entries(FORMS)) {
  test(`a secret ${how} is masked, wherever a chunk ends`, () => {
    const text = Buffer.concat([Buffer.from('a '), Buffer.from(form), Buffer.from(' b')]);
    assert.match(masked([text]), /^a (0x|\\x)?\0*\*\*\*\0* b$/);
    for (let at = 0; at <= text.length; at += 1) {
      assert.equal(masked([text.subarray(0, at), text.subarray(at)]), masked([text]), `cut at ${at}`);
    }
    assert.equal(masked([...text].map((byte) => Buffer.from([byte]))), masked([text]));
  });
}

test('a secret behind other text is masked in base64 and base32', () => {
  for (const before of ['u:', 'user:', 'a user:', 'another:', 'one more user:']) {
    const text = Buffer.from(`${before}${SECRET}\n`);
    assert.match(masked([text.toString('base64')]), /^\w*\*\*\*\w{0,2}=*$/);
    assert.match(masked([base32(text)]), /^\w*\*\*\*[\w=]*$/);
  }
});

test('each line of a key is masked', () => {
  const key = '-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END KEY-----\n';
  assert.equal(masked(['> MIIEvQIBADANBgkq\r\n> hkiG9w0BAQEFAASC\n'], [key]), '> ***\r\n> ***\n');
  assert.equal(masked([key], [key]), '***');
  assert.equal(masked([key.replaceAll('\n', '\r\n')], [key]), '***');
});

test('what only begins like a secret is shown whole', () => {
  assert.equal(masked(['p@ss', ' w', 'ord p@ss'], ['p@ss w/rd']), 'p@ss word p@ss');
});

test('of two secrets that overlap neither shows', () => {
  assert.equal(masked(['xabcdx abcx'], ['abc', 'abcd']), 'x***x ***x');
  assert.equal(masked(['xabcdefx'], ['abcd', 'cdef']), 'x***x');
});

test('what was a secret stays one when others follow', () => {
  const secrets = secretsOf(['the first one']);
  const mask = secrets.openMask();
  secrets.give('OTHER', 'the second one');
  secrets.give('OTHER', '');
  const text = Buffer.from('the first one, the second one');
  assert.equal(Buffer.concat([mask.push(text), mask.end()]).toString(), '***, ***');
  assert.equal(secrets.hide('in /home/the first one'), 'in /home/***');
});

test('a secret is found in text that bash has quoted', () => {
  const secrets = secretsOf([`a "b" $c 'd'\n`]);
  assert.equal(secrets.standIn(String.raw`([0]="x" [1]=$'y a "b" $c \'d\'\n')`), true);
  assert.equal(secrets.standIn(String.raw`"a \"b\" \$c 'd'"`), true);
  assert.equal(secrets.standIn('"a b c d"'), false);
});

test('held-back text that reveals nothing is released after a while, and what follows is still masked', () => {
  const secrets = secretsOf(['hunter2!']);
  const mask = secrets.openMask();
  const shown = [mask.push(Buffer.from('[y/N] h')), mask.release()];
  assert.equal(Buffer.concat(shown).toString(), '[y/N] h');
  assert.equal(mask.holds(), false);
  shown.push(mask.push(Buffer.from('unte')), mask.release());
  assert.equal(mask.holds(), true);
  shown.push(mask.push(Buffer.from('r2! or not')), mask.end());
  assert.equal(Buffer.concat(shown).toString(), '[y/N] h*** or not');
});

test('wherever chunks end, the same is shown, for secrets that repeat and overlap themselves', () => {
  for (const seed of [1, 7, 42, 1337]) {
    const random = generator(seed);
    const word = (longest: number) =>
      Array.from({ length: 4 + random(longest) }, () => pick(random, ['a', 'b'])).join('');
    for (let at = 0; at < 60; at += 1) {
      const given = [word(6), 'a'.repeat(4 + random(3)), word(3)].slice(random(3));
      const text = word(60);
      const chunks = text.match(new RegExp(`.{1,${1 + random(9)}}`, 'g')) ?? [];
      assert.equal(masked(chunks, given), masked([text], given), `seed ${seed}, case ${at}: ${text} ${given.join()}`);
      for (const secret of given) assert.ok(!masked(chunks, given).includes(secret), `seed ${seed}, case ${at}`);
    }
  }
});

test('of an output without end that repeats a secret, no more is held back than could be another one', () => {
  const mask = secretsOf(['a'.repeat(16)]).openMask();
  const kept = Array.from({ length: 20 }, () => mask.push(Buffer.alloc(1000, 'a')).toString()).join('');
  assert.equal(kept, '***');
  assert.equal(mask.push(Buffer.from(' !')).toString(), ' !');
});

test('without secrets the bytes pass untouched', () => {
  const bytes = Buffer.from([0, 255, 1]);
  const secrets = openSecrets();
  assert.equal(secrets.openMask().push(bytes), bytes);
  secrets.give('OTHER', '');
  assert.equal(secrets.openMask().push(bytes), bytes);
});

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = bits.match(/.{1,5}/g) ?? [];
  const text = digits.map((digit) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(digit.padEnd(5, '0'), 2)]);
  return text.join('').padEnd(Math.ceil(text.length / 8) * 8, '=');
}
