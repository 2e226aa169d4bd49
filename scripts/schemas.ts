/** The JSON schemas that editors complete from: of `guidepost.yaml`, and of a guide's front matter. */
import { z } from 'zod';
import { ConfigSchema } from '../server/project/config.ts';
import { Keys } from '../src/runbook/reading/front-matter.ts';

export function configSchema(): object {
  return { ...z.toJSONSchema(ConfigSchema, SETTINGS), title: 'guidepost.yaml: what Guidepost serves, runs and checks' };
}

/** `manual` is the page of the front matter, which says what each key is for. */
export function frontMatterSchema(manual: string): object {
  const schema = z.toJSONSchema(Keys, SETTINGS);
  describe(schema, tableBelow(manual, 'title: Front matter'));
  const inputs = schema.properties?.['inputs'];
  const input = typeof inputs === 'object' && inputs.items;
  if (typeof input === 'object' && !Array.isArray(input)) describe(input, tableBelow(manual, '## An input'));
  return { ...schema, title: 'The front matter of a Guidepost guide' };
}

/** What an author writes, and only what a schema can say of it. */
const SETTINGS = { io: 'input', unrepresentable: 'any' } as const;

interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
}

function describe({ properties = {} }: Schema, words: ReadonlyMap<string, string>): void {
  for (const [key, schema] of Object.entries(properties)) {
    const description = words.get(key);
    if (description === undefined) throw new Error(`the manual has no row for ${key}`);
    Object.assign(Object(schema), { description });
  }
}

/** The second cell of each row by the code in the first, of the first table below a heading. */
function tableBelow(page: string, heading: string): ReadonlyMap<string, string> {
  const [table = ''] = /^(\|.*\n)+/m.exec(page.slice(page.indexOf(heading))) ?? [];
  return new Map([...table.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, key = '', about = '']) => [key, about]));
}
