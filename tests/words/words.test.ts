/** The words of the page: in every language the same names, and nowhere else a sentence of the page's own. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseSync, Visitor } from 'oxc-parser';
import * as de from '../../src/words/de.ts';
import * as en from '../../src/words/en.ts';
import { wordsFile, wordsOf } from '../../src/words/index.ts';

test('German says everything that English says, with the same parts', () => {
  assert.deepEqual(shape(de), shape(en));
});

test('no word is empty, and German is another language', () => {
  const [english, german] = [textsOf(en), textsOf(de)];
  for (const texts of [english, german])
    for (const [name, text] of texts) assert.notEqual(text.trim(), '', `${name} is empty`);
  const same = [...german].filter(([name, text]) => text === english.get(name) && /[a-z]{3} [a-z]{3}/.test(text));
  assert.deepEqual(same, []);
});

test('words for several things also have a form for one', () => {
  assert.deepEqual(
    [en, de].map((words) => [words.now.done(1), words.now.done(2)]),
    [
      ['The one step is done.', 'All 2 steps are done.'],
      ['1 Schritt ist erledigt. Das war alles.', '2 Schritte sind erledigt. Das war alles.'],
    ],
  );
  assert.deepEqual([de.inputs.required(1), de.inputs.required(2)], ['1 fehlt', '2 fehlen']);
});

test('a language is known by its first part, and another one gets English', () => {
  assert.equal(wordsFile('de-AT'), 'de');
  assert.equal(wordsFile('fr'), null);
  assert.equal(wordsOf('de-AT').barMarkup.close, 'Schließen');
  assert.equal(wordsOf('fr').barMarkup.close, 'Close');
});

test('no part of the page has a sentence or a label of its own', () => {
  assert.ok(isOurs('Copy') && isOurs('Run it first') && isOurs('No output yet'));
  const scripts = [
    'src/browser',
    'src/site/mark-shells.ts',
    'src/runbook/session/admission.ts',
    'src/runbook/session/question.ts',
    'src/site/guide-page.ts',
  ].flatMap(scriptsIn);
  const markup = ['src/components', 'src/landing', 'src/pages'].flatMap(markupIn);
  assert.ok(scripts.length > 40 && markup.length > 8);
  const own = [
    ...scripts.flatMap((file) => stringsOf(file).map((text) => `${file}: ${text}`)),
    ...markup.flatMap((file) => markupWords(file).map((text) => `${file}: ${text}`)),
  ];
  assert.deepEqual(own, [], 'these belong into src/words');
});

test('no style writes a word', () => {
  const styles = readdirSync('src/styles').map((file) => [file, readFileSync(`src/styles/${file}`, 'utf8')] as const);
  const written = styles.flatMap(([file, style]) =>
    [...style.matchAll(/\bcontent:([^;]*);/g)]
      .map(([, content = '']) => content.replace(/attr\([^)]*\)/g, ''))
      .filter((content) => /'[^']*\p{L}/u.test(content))
      .map((content) => `${file}:${content}`),
  );
  assert.deepEqual(written, []);
});

type Said = Readonly<Record<string, unknown>>;

/** The names of a module's words; of a function, how many values it takes. */
function shape(value: unknown): unknown {
  if (typeof value === 'function') return value.length;
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value as Said).map(([name, each]) => [name, shape(each)]));
}

function textsOf(value: unknown, name = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[name, value]]);
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value as Said).flatMap(([key, each]) => [...textsOf(each, `${name}.${key}`)]));
}

/** Keys of a keyboard, what a style says, commands. */
const NAMES = /^(Enter|Escape|Esc|Tab|Shift|Ctrl|Home|End|Arrow\w+|Backspace|px auto|`?np[mx] .*)$/;

/** A word that a reader would read: a capital and small letters, or words with blanks between them. */
function isOurs(text: string): boolean {
  if (/gp-|[.#:>[\]={}/\\$]/.test(text.replace(/[.:?!]( |$)/g, ' ')) || NAMES.test(text.trim())) return false;
  return /^[A-Z][a-z]+$/.test(text) || /[A-Za-z]{2,} [a-z]{2,}/.test(text);
}

/** The texts of a script, but for those of errors, which nobody but a developer reads, and of types. */
function stringsOf(file: string): readonly string[] {
  const { program } = parseSync(file, readFileSync(file, 'utf8'));
  const found: string[] = [];
  let apart = 0;
  const isError = (callee: object) => 'name' in callee && String(callee.name).endsWith('Error');
  new Visitor({
    NewExpression: ({ callee }) => void (apart += isError(callee) ? 1 : 0),
    'NewExpression:exit': ({ callee }) => void (apart -= isError(callee) ? 1 : 0),
    Literal({ value }) {
      if (apart === 0 && typeof value === 'string' && isOurs(value)) found.push(value);
    },
    TemplateElement({ value }) {
      if (apart === 0 && isOurs(value.raw.trim())) found.push(value.raw);
    },
  }).visit(program);
  return found;
}

/** What stands between the tags of a component, and in the attributes that are read aloud. */
function markupWords(file: string): readonly string[] {
  const [, , markup = ''] = readFileSync(file, 'utf8').split(/^---$/m);
  const plain = markup.replace(/<script>[^]*?<\/script>/g, '').replace(/\{`[^`]*`\}/g, '{}');
  const texts = [...plain.matchAll(/>([^<>{}]+)(?=[<{])/g)].map(([, text = '']) => text.trim());
  const spoken = [...plain.matchAll(/\b(?:aria-label|label|title|placeholder|alt)="([^"]*)"/g)].map(
    ([, text = '']) => text,
  );
  return [...texts, ...spoken].filter((text) => isOurs(text));
}

function scriptsIn(place: string): readonly string[] {
  if (place.endsWith('.ts')) return [place];
  const all = readdirSync(place, { recursive: true, encoding: 'utf8' });
  return all.filter((file) => file.endsWith('.ts')).map((file) => `${place}/${file}`);
}

function markupIn(place: string): readonly string[] {
  return readdirSync(place).map((file) => `${place}/${file}`);
}
