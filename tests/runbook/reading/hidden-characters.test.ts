import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunbookError } from '../../../src/runbook/error.ts';
import { parse } from '../../../src/runbook/reading/parse.ts';

const read = (text: string) => parse('guide', [{ slug: 'index', file: 'guide.md', text }]);
const code = (line: string) => `# T\n\n\`\`\`bash\n${line}\n\`\`\`\n`;
const name = (character: string) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

for (const [what, character] of [
  ['a grapheme joiner', '\u034F'],
  ['a variation selector', '\uFE0F'],
  ['a variation selector of the supplement', '\u{E0101}'],
  ['a blank of Braille', '\u2800'],
  ['a filler of Hangul', '\u3164'],
  ['a null notehead', '\u{1D159}'],
  ['a soft hyphen', '\u00AD'],
  ['a zero-width blank', '\u200B'],
  ['a joiner between letters that never join', '\u200D'],
  ['a non-joiner between letters that never join', '\u200C'],
  ['a byte order mark', '\uFEFF'],
  ['a tag', '\u{E0041}'],
  ['an override of the direction', '\u202E'],
  ['an isolate', '\u2066'],
  ['a mark of the direction', '\u200F'],
  ['a line separator', '\u2028'],
  ['an escape', '\u001B'],
  ['a control of C1', '\u0085'],
  ['a no-break space', '\u00A0'],
  ['a thin space', '\u2009'],
] as const)
  test(`in code ${what} is refused, with its name and column`, () => {
    assert.throws(() => read(code(`echo a${character}b`)), {
      message: new RegExp(`an invisible character \\(${name(character).replace('+', '\\+')}\\) at column 7;`),
      place: { file: 'guide.md', line: 4 },
    });
  });

for (const [what, text] of [
  ['a family', '👨‍👩‍👧‍👦'],
  ['a colour of skin', '👍🏽'],
  ['a heart with its selector', '❤️'],
  ['a heart on fire, fully and minimally qualified', '❤️‍🔥 ❤‍🔥'],
  ['a keycap', '1️⃣'],
  ['a selector that the emoji does not need', '⚡\uFE0F'],
  ['the flags of a country, a pride and England', '🇩🇪 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ['a text form', '⚠︎'],
  ['Persian', 'می‌خواهم کتاب‌ها نرم‌افزار'],
  ['Hindi', 'क्‍ष क्‌ष'],
  ['Sinhala', 'ශ්‍රී'],
  ['accents that combine', 'e\u0301'],
  ['an ideographic blank', '全角　空白'],
] as const)
  test(`${what}: joiners that Unicode itself gives something to do are accepted, in code and in a title`, () => {
    read(code(`echo '${text}'`));
    read(`# ${text}\n\n\`\`\`bash title="${text}"\necho\n\`\`\`\n`);
  });

test('a keycap that has lost its frame is accepted in words, as READMEs have it', () => {
  read('# #\uFE0F a hash\n\n```bash\necho\n```\n');
});

for (const [what, text] of [
  ['behind a letter that joins nothing to its left', 'ا\u200Cب'],
  ['at the end of a word', 'ب\u200C '],
  ['between Latin letters', 'r\u200Cm'],
  ['behind an emoji', '👍\u200D'],
  ['twice inside of an emoji', '👨\u200D\u200D👩'],
  ['in a made-up flag that carries text', '🏴\u{E0072}\u{E006D}\u{E007F}'],
  ['as a selector of a digit that is no keycap', '1\uFE0F2'],
] as const)
  test(`a joiner that does nothing but hide is refused: ${what}`, () => {
    assert.throws(() => read(code(`echo '${text}'`)), RunbookError);
  });

for (const [field, text] of Object.entries({
  'the words of a block': '```bash title="a\u202Eb"\necho\n```\n',
  'the reason of confirm': '```bash confirm="no\u200Bthing"\necho\n```\n',
  'the interpreter': '```sql run with="psql\u00AD -f"\n1\n```\n',
  'the directory': '```bash cwd="/a\u2800b"\necho\n```\n',
  'a word that the fence spells as an entity': '```bash title="a&#x202E;b"\necho\n```\n',
  'the heading that names a block': '# a\u202Eb\n\n```bash\necho\n```\n',
  'the words of a check': '```bash\necho\n```\n\n```text check of="a\u200Bb"\n```\n',
  'the title': '---\ntitle: a\u202Eb\n---\n',
  'a title that YAML spells as an escape': '---\ntitle: "a\\u202Eb"\n---\n',
  'a variable': '---\nenv: { MODE: "a\\u200Bb" }\n---\n',
  'the directory of a guide': '---\ncwd: "a\\u3164"\n---\n',
  'a default': '---\ninputs: [{ name: A, default: "x\\u2066y" }]\n---\n',
  'a label': '---\ninputs: [{ name: A, label: "x\\uFE0Fy" }]\n---\n',
  'a value to choose': '---\ninputs: [{ name: A, type: enum, values: ["x\\u2060y"] }]\n---\n',
  'a value for practice':
    '---\ninputs: [{ name: A }]\npractice: { folder: practice, inputs: { A: "x\\u061Cy" } }\n---\n',
  'the label of an option': '## Which?\n\n### Option A: a\u202Eb\n\n### Option B: c\n',
  help: '```bash\necho\n```\n\n> **If this fails:** a\u202Eb\n',
}))
  test(`${field}: no hidden character in what a reader approves or sees`, () => {
    assert.throws(() => read(text), /contains an invisible character \(U\+/);
  });

test('in the lines of a check it is refused at its line, but a blank that a program may print is not', () => {
  const check = (line: string) => `${code('echo')}\n\`\`\`text check\nfirst\n${line}\n\`\`\`\n`;
  for (const character of ['\u202E', '\u200B', '\u001B'])
    assert.throws(() => read(check(`a${character}b`)), {
      message: /^this line of the check contains an invisible character/,
      place: { file: 'guide.md', line: 9 },
    });
  assert.deepEqual(read(check('1\u00A0234 \u{1F468}\u200D\u{1F469}\u200D\u{1F467}')).warnings, []);
});

test('characters that reorder text cause a warning in prose, and those that Persian or Hebrew needs do not', () => {
  const told = (text: string) => read(`# T\n\n${text}\n`).warnings.map(({ line, message }) => `${line}: ${message}`);
  assert.deepEqual(told('delete \u202Egpj.exe'), [
    '3: the character U+202E at column 8 shows text in another order than it is written; delete it',
  ]);
  assert.deepEqual(told('\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 \u05D0\u200F!'), []);
});
