/** A runner to be killed: opens a session, runs a block that prints without end, and says which session it is. */
import { createEngine } from '../../server/engine/engine.ts';
import { block, guide, request } from './runbook.ts';

const [stateDir = '', log = '', seconds = ''] = process.argv.slice(2);
const engine = createEngine({ stateDir, env: process.env });
const script = `
i=0
setsid sleep ${seconds} &
while :; do
  i=$((i + 1))
  echo "line $i" >>"$LOG"
  echo "line $i"
done`;
const session = await engine.open(guide([block('noisy', script)], { env: { LOG: log } }), 'mine');
session.run(request('noisy'));
const stop = session.journal.follow(({ event }) => {
  if (event.type !== 'output') return;
  stop();
  process.stdout.write(`${session.id}\n`);
});
