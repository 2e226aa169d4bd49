/** One process of a cluster that listens on a port as a runner would, and tells what came of it. */
import { createServer } from 'node:http';
import { type Edit, edited } from './source.ts';

const { EDITS = '[]', PORT = '0' } = process.env;
const load = edited(JSON.parse(EDITS) as readonly Edit[]);
const { listen } = await load('server/http/port.ts');
const said = await listen(createServer(), Number(PORT), true).then(
  () => 'listens',
  (error: NodeJS.ErrnoException) => error.code,
);
process.send?.(said);
