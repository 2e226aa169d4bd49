/**
 * Runs a loud block on a disk that becomes full, then fills no more and runs a quiet one; tells what its journal says.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../server/engine/engine.ts';
import { noisyBlock } from './noisy.ts';
import { block, guide, outputOf, run } from './runbook.ts';

const [disk = '', log = '', mark = ''] = process.argv.slice(2);
const ballast = join(disk, 'ballast');
writeFileSync(ballast, Buffer.alloc(400 << 10));
const engine = createEngine({ stateDir: join(disk, 'state'), env: process.env });
const blocks = [noisyBlock(mark, 100_000), block('quiet', 'echo quiet')];
const session = await engine.open(guide(blocks, { env: { LOG: log } }), 'mine');
const first = await run(session, mark);
rmSync(ballast);
const second = await run(session, 'quiet');
await engine.shutdown();
const again = createEngine({ stateDir: join(disk, 'state'), env: process.env });
const found = await again.find(session.id);
const ends = [first, second].map((id) => found?.view.runs.get(id)?.end);
process.stdout.write(JSON.stringify({ ends, first, output: found && (await outputOf(found, first)) }));
