/**
 * `npm run bench`: every benchmark of this folder, one table. A file with an exported `rows()` is one; each of its rows
 * is a ratio to a floor that was measured in the same run. `npm run bench -- expectation` runs the files whose name
 * contains the word. Exit code 1 when a row misses its target.
 */
import { readdir } from 'node:fs/promises';
import { meets, table } from './table.ts';
import type { Row } from './table.ts';

const wanted = process.argv.slice(2);
const files = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.ts') && file !== 'run.ts')
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .toSorted();

const rows: Row[] = [];
for (const file of files) {
  const module = (await import(`./${file}`)) as { rows?: () => Promise<readonly Row[]> };
  if (!module.rows) continue;
  process.stderr.write(`${file} …\n`);
  rows.push(...(await module.rows()));
}
console.log(rows.length === 0 ? `no benchmark matches ${wanted.join(' ')}` : table(rows));
process.exit(rows.every(meets) ? 0 : 1);
