/**
 * The files that are made from the code, as they should be: path → text. `npm run generate` writes them, a test
 * compares.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configSchema, frontMatterSchema } from './schemas.ts';
import { wordSchema, wordTable } from '../src/runbook/fence/reference.ts';
import { commandsPage } from './commands-page.ts';

export const root = resolve(import.meta.dirname, '..');

export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const fences = 'content/manual/reference/fences.md';
  const manual = readFileSync(join(root, fences), 'utf8');
  return new Map([
    [
      fences,
      withTable(withTable(manual, 'Words on a block', wordTable('block')), 'Words on a check', wordTable('check')),
    ],
    ['content/manual/reference/commands.md', await commandsPage()],
    ['public/schema/fence.json', json(wordSchema())],
    ['public/schema/front-matter.json', json(frontMatterSchema(readFileSync(join(root, FRONT_MATTER), 'utf8')))],
    ['public/schema/config.json', json(configSchema())],
  ]);
}

const FRONT_MATTER = 'content/manual/reference/front-matter.md';

function json(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** `page` with the table below `heading` replaced. */
function withTable(page: string, heading: string, table: string): string {
  const before = new RegExp(`(?<=^## ${heading}\\n\\n)(\\|.*\\n)+`, 'm');
  if (!before.test(page)) throw new Error(`there is no table below the heading ${heading}`);
  return page.replace(before, () => `${table}\n`);
}
