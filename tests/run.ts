/**
 * `npm test`: sets up what is missing, then every stage, whatever became of the ones before. The last line is
 * `N passed, N failed`. `npm test -- --only unit,browser` runs some; `-- --list` names them; `-- --lane nightly` tries
 * what happens at random moments many times more (lane.ts).
 */
import { parseArgs } from 'node:util';
import { COMPILE_CACHE } from './compile-cache.ts';
import { stages } from './stages/index.ts';
import type { Result, Stage } from './stages/stage.ts';
import { type Shown, begin } from './stages/show-in-turn.ts';
import { summary } from './stages/summary.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, list: { type: 'boolean' }, lane: { type: 'string' } },
});

process.env['NODE_COMPILE_CACHE'] = COMPILE_CACHE;
if (values.lane !== undefined) process.env['GUIDEPOST_LANE'] = values.lane; // for every process of the tests

if (values.list) {
  console.log(stages.map(({ name, about }) => `${name.padEnd(8)}  ${about}`).join('\n'));
} else {
  const started = performance.now();
  const results = await runAll(chosen(values.only?.flatMap((names) => names.split(',')) ?? []));
  console.log(summary(results, (performance.now() - started) / 1000));
  process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0);
}

function chosen(names: readonly string[]): readonly Stage[] {
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    console.error(`there is no stage ${unknown}; there is ${stages.map(({ name }) => name).join(', ')}`);
    process.exit(2);
  }
  return names.length === 0 ? stages : stages.filter(({ name, always }) => always || names.includes(name));
}

/** In order; those that run beside the others begin once what is always needed is there. */
async function runAll(list: readonly Stage[]): Promise<readonly Result[]> {
  const results: Result[] = [];
  const beside = new Map<Stage, Shown>();
  for (const stage of list) {
    if (!stage.always && beside.size === 0) for (const one of list) if (one.beside?.()) beside.set(one, begin(one));
    console.log(`\n━━ ${stage.name}: ${stage.about}`);
    results.push(await (beside.get(stage) ?? begin(stage)).show());
  }
  return results;
}
