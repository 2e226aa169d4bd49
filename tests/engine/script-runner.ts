/** A runner to be killed: runs one script, and says so when that has printed something. */
import { createEngine } from '../../server/engine/engine.ts';
import { block, entryOf, guide, request } from './runbook.ts';

const [stateDir = '', script = ''] = process.argv.slice(2);
const engine = createEngine({ stateDir, env: process.env });
const session = await engine.open(guide([block('block', script)]), 'mine');
session.run(request('block'));
await entryOf(session, ({ type }) => type === 'output');
process.stdout.write('output\n');
