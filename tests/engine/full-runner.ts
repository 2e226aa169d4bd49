/** Runs a loud block on a disk that becomes full, tells how it ended, then fills no more and runs again. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../server/engine/engine.ts';
import { block, guide, run } from './runbook.ts';

const [disk = ''] = process.argv.slice(2);
const ballast = join(disk, 'ballast');
writeFileSync(ballast, Buffer.alloc(400 << 10));
const engine = createEngine({ stateDir: join(disk, 'state'), env: process.env });
const loud = 'i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); echo "a line of some length, number $i"; done';
const session = await engine.open(guide([block('loud', loud), block('quiet', 'echo quiet')]), 'mine');
const first = await run(session, 'loud');
rmSync(ballast);
const second = await run(session, 'quiet');
await engine.shutdown();
const again = createEngine({ stateDir: join(disk, 'state'), env: process.env });
const found = await again.find(session.id);
const end = (id: string) => found?.view.runs.get(id)?.end;
const output = (await found?.journal.read(first, 0, 1 << 30))?.toString() ?? '';
const whole = output
  .split('\n')
  .slice(0, -1)
  .every((line, index) => line.endsWith(`number ${index + 1}`));
process.stdout.write(JSON.stringify({ first: end(first), second: end(second), size: output.length, whole }));
