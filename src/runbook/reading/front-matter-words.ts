/** Says what is wrong with a value in the front matter and what to write, to be read after the key's name. */
import type { z } from 'zod';
import { nearest } from '../near.ts';

export function issueWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `should be ${SHAPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `should be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return 'should be text, a number, true or false';
    case 'invalid_format':
      return issue.format === 'url' ? 'should be an address, as in https://docs.example.com' : 'has the wrong form';
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'is not a valid name';
    default:
      return 'is wrong';
  }
}

/** What a message of the YAML parser says, without the place that stands in it. */
export function yamlWords(message: string): string {
  const [first = ''] = message.split('\n');
  return first
    .replace(/ at line \d+, column \d+:?$/, '')
    .replace(/^Map keys must be unique$/, 'this key comes twice')
    .replace(/^Missing closing (["'])quote$/, 'a text that begins with $1 does not end with $1');
}

const SHAPES: Readonly<Record<string, string>> = {
  string: 'text; put quotes around a value that looks like a number or a date',
  array: 'a list, as in [a, b], or one entry per line, each after `- `',
  object: 'keys with values, as in { key: value }',
  record: 'names with values, as in { NAME: value }',
  boolean: 'true or false',
};

/** The key that was probably meant by an unknown one; null if the key is known, or similar to none. */
export function meantKey(key: string, ours: readonly string[]): string | null {
  return ours.includes(key) || SITE.includes(key) ? null : nearest(key, ours);
}

/** The key that was meant by one that does not exist, or all that do; other words for a key are known, too. */
export function instead(key: string, ours: readonly string[]): string {
  const other = OTHER_WORDS.find(([word, words]) => ours.includes(word) && words.split(' ').includes(key))?.[0];
  const meant = other ?? nearest(key, ours, 5);
  return meant === null ? `known here: ${ours.join(', ')}` : `did you mean ${meant}?`;
}

const OTHER_WORDS: readonly (readonly [word: string, others: string])[] = [
  ['name', 'id key variable'],
  ['label', 'title caption'],
  ['help', 'description hint text prompt'],
  ['default', 'value initial'],
  ['example', 'placeholder sample'],
  ['pattern', 'regex regexp match validate format'],
  ['required', 'mandatory'],
  ['values', 'choices options enum items allowed'],
  ['folder', 'dir directory path'],
  ['holds', 'contains files has'],
];

const SITE =
  'slug editUrl head tableOfContents template hero banner lastUpdated prev next pagefind sidebar draft'.split(' ');
