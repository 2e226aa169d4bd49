/**
 * Tries faults in a practice session that a run of the whole guide has left behind. The scripts that make and mend them
 * are blocks of the same session, so that they see its values, its PATH and its directory, and its journal tells all.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { waitForBlock } from '../../server/commands/run/wait-for-block.ts';
import { blockResult } from '../../server/commands/session-report.ts';
import type { Guide, Session } from '../../server/engine/session/types.ts';
import { outcomeOf } from '../../server/report/report.ts';
import { reasons } from '../../server/report/words.ts';
import { explanationText } from '../../src/runbook/expectation/index.ts';
import type { Block } from '../../src/runbook/model.ts';
import { latestRun, status } from '../../src/runbook/session/view.ts';
import type { Fault } from './fault.ts';
import { scriptOf } from './prelude.ts';

/** The guide with the scripts of the faults as further blocks, which no page shows. */
export function withFaults(guide: Guide, faults: readonly Fault[]): Guide {
  const [model] = guide.runbook.blocks;
  assert.ok(model);
  const scripts = faults.flatMap((fault, index) =>
    PARTS.map((part): Block => ({
      ...model,
      ...PLAIN,
      id: idOf(index, part),
      title: `${part}: ${fault.fault}`,
      script: scriptOf(fault[part] ?? ':'),
    })),
  );
  return {
    ...guide,
    runbook: { ...guide.runbook, blocks: [...guide.runbook.blocks, ...scripts] },
    hashes: new Map([...guide.hashes, ...scripts.map(({ id }) => [id, HASH] as const)]),
  };
}

const PARTS = ['before', 'break', 'mend'] as const;
const PLAIN = {
  kind: 'step',
  options: [],
  only: null,
  uses: [],
  needs: [],
  timeout: 120_000,
  expectations: [],
} as const;
const HASH = '0'.repeat(64);
const idOf = (index: number, part: (typeof PARTS)[number]) => `fault-${index}-${part}`;

/** Break, red; mend, green. Whatever happens, the fault is mended, so that the next one finds the session in order. */
export async function tryFault(session: Session, fault: Fault, index: number): Promise<void> {
  const block = blockOf(session, fault.block);
  for (const { group, option } of block.options) session.choose(group, option);
  if (fault.instead !== undefined) await stop(session, fault.instead);
  await passes(session, idOf(index, 'before'));
  try {
    if (fault.stops !== undefined) await stop(session, fault.stops);
    await passes(session, idOf(index, 'break'));
    await run(session, block);
    mustBeRed(session, block);
    assert.match(await explanationOf(session, block), fault.says);
    for (const id of fault.green ?? []) await passes(session, id);
  } finally {
    if (block.kind === 'service') await stop(session, block.id); // one that has failed may run on
    await passes(session, idOf(index, 'mend'));
    if (fault.stops !== undefined) await passes(session, fault.stops);
    await passes(session, fault.block);
  }
}

async function stop(session: Session, service: string): Promise<void> {
  await session.cancel(latestRun(session.view, service)?.id ?? '');
}

/** Decided by the check itself, not because the block was stopped or never began. */
function mustBeRed(session: Session, block: Block): void {
  assert.equal(status(session.view, block), 'failed');
  if (block.expectations.length > 0) assert.notEqual(failuresOf(session, block).length, 0);
  else assert.equal(latestRun(session.view, block.id)?.end?.how, 'exited');
}

/**
 * What the check itself says, in the page, the terminal and the reports: sentence, nearest line, difference, hint. The
 * output beside it does not count, nor the author's help, which names every cause at once. Of a probe without a check
 * it is how it ended, and at which command.
 */
async function explanationOf(session: Session, block: Block): Promise<string> {
  const failures = failuresOf(session, block);
  if (failures.length > 0) return failures.join('\n');
  const result = await blockResult(session, block);
  return reasons({ ...result, block: { ...block, help: null } }, false).join('\n');
}

/** What each check of the block that has failed says. */
function failuresOf(session: Session, block: Block): readonly string[] {
  const verdicts = latestRun(session.view, block.id)?.verdicts.values() ?? [];
  return [...verdicts].flatMap((one) => (one.outcome === 'failed' ? [explanationText(one.explanation)] : []));
}

/** Runs the block and fails with what it says where it does not pass. */
export async function passes(session: Session, id: string): Promise<void> {
  const block = blockOf(session, id);
  await run(session, block);
  if (outcomeOf(status(session.view, block), block) === 'passed') return;
  const result = await blockResult(session, block);
  assert.fail(`${block.title}\n${[...reasons(result, false), result.output ?? ''].join('\n')}`);
}

function run(session: Session, { id, ...block }: Block): Promise<void> {
  const asked = randomUUID();
  const hash = session.guide.hashes.get(id) ?? '';
  session.run({ run: asked, block: id, hash, by: { from: 'terminal' }, confirmed: true, anyway: true });
  return waitForBlock(session, asked, { id, ...block });
}

function blockOf({ guide }: Session, id: string): Block {
  const block = guide.runbook.blocks.find((each) => each.id === id);
  assert.ok(block, `the guide has no block ${id}`);
  return block;
}
