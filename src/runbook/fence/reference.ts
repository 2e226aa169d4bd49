/** Makes the reference of fence words: the tables in the manual, and a JSON schema for completion in editors. */
import { takesValue, WORDS, type Where, type Word } from './words.ts';

/** The manual's table of words as Markdown; words without a value first. */
export function wordTable(on: Where): string {
  const [flags, valued] = [
    rows(on).filter(([, word]) => !takesValue(word)),
    rows(on).filter(([, word]) => takesValue(word)),
  ];
  return ['| word | value | meaning |', '| --- | --- | --- |', ...[...flags, ...valued].map(row)].join('\n');
}

function row([name, word]: readonly [string, Word]): string {
  return takesValue(word) ? `| \`${name}=\` | ${word.type.form} | ${word.help} |` : `| \`${name}\` | | ${word.help} |`;
}

export function wordSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: "The words after a fence's language in a Guidepost guide",
    $defs: { block: schemaOf('block'), check: schemaOf('check') },
  };
}

function schemaOf(on: Where): object {
  const properties = rows(on).map(([name, word]) => {
    const type = takesValue(word) ? word.type.schema : { const: true };
    return [name, { description: word.help, ...type }];
  });
  return { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false };
}

function rows(on: Where): readonly [string, Word][] {
  return Object.entries(WORDS[on]);
}
