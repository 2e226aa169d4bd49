/**
 * A runner to be killed: takes up the session that the one before has left, or opens one, and runs a noisy block again
 * and again; every other run it stops. Says a line before it touches anything, one once it has taken over, and one at
 * each entry of its journal but the many that tell which line executes.
 */
import { flushCompileCache } from 'node:module';
import { createEngine } from '../../server/engine/engine.ts';
import { noisyBlock } from './noisy.ts';
import { entryOf, guide, request, run } from './runbook.ts';

const [stateDir = '', log = '', mark = '', begin = ''] = process.argv.slice(2);
flushCompileCache(); // who is killed saves nothing
const say = (text: string) => void process.stdout.write(`${text}\n`);
say('up');

const noisy = guide([noisyBlock(mark)], { env: { LOG: log } });
const engine = createEngine({ stateDir, env: process.env, guide: () => noisy });
const [last] = begin === 'again' ? await engine.list() : [];
const session = (last && (await engine.find(last.session))) ?? (await engine.open(noisy, 'mine'));
say('clean');
const told = new Set<string>();
session.journal.follow(({ event }) => {
  const kind = `${'run' in event ? event.run : ''} ${event.type}`;
  if (event.type !== 'command' && !told.has(kind)) say(event.type);
  told.add(kind);
});

for (let count = 0; ; count += 1) {
  const asked = `run-${mark}-${count}`;
  if (count % 2 === 0) await run(session, mark, { run: asked });
  else {
    session.run(request(mark, { run: asked }));
    await entryOf(session, (event) => event.type === 'output' && event.run === asked);
    await session.cancel(asked);
  }
}
