/** Guides for tests, built without a parser: only what a test cares about is said. */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { blankBlock, blankExpectation } from '../../src/runbook/blank-block.ts';
import { blankRunbook } from '../../src/runbook/blank-runbook.ts';
import type { Block, Entry, Event, Expectation, Input, Runbook } from '../../src/runbook/model.ts';
import { type EngineSettings, createEngine } from '../../server/engine/engine.ts';
import type { Engine, Guide, RunRequest, Session } from '../../server/engine/session/types.ts';

export function block(id: string, script: string, more: Partial<Block> = {}): Block {
  return { ...blankBlock, id, script, title: id, file: 'guide.md', line: 1, timeout: 60_000, ...more };
}

export function expectation(text: string, more: Partial<Expectation> = {}): Expectation {
  return {
    ...blankExpectation,
    file: 'guide.md',
    line: 1,
    lines: text.split('\n'),
    at: text.split('\n').map((_, index) => index + 2),
    ...more,
  };
}

export function input(name: string, more: Partial<Input> = {}): Input {
  return {
    name,
    type: 'string',
    label: name,
    help: null,
    default: null,
    example: null,
    pattern: null,
    required: false,
    values: [],
    ...more,
  };
}

export function guide(blocks: readonly Block[], more: Partial<Runbook> = {}, folder = tmpdir()): Guide {
  const runbook: Runbook = {
    ...blankRunbook,
    id: 'test',
    title: 'Test',
    pages: [{ slug: 'index', title: 'Test', file: 'guide.md', optional: false }],
    blocks,
    ...more,
  };
  return { runbook, folder, hashes: new Map(blocks.map(({ id }) => [id, hashOf(id)])) };
}

function hashOf(id: string): string {
  return Buffer.from(id).toString('hex').padEnd(64, '0').slice(0, 64);
}

/** A folder that is gone after the test. */
export function folder(t: TestContext, before: () => Promise<void> = async () => {}): string {
  const path = mkdtempSync(join(tmpdir(), 'gp-test-'));
  t.after(async () => {
    await before();
    await rm(path, { recursive: true, force: true, maxRetries: 5 });
  });
  return path;
}

export interface Bench {
  readonly engine: Engine;
  readonly root: string;
}

/** An engine of its own, shut down after the test. */
export function engine(t: TestContext, more: Partial<EngineSettings> = {}): Bench {
  const root = folder(t, () => made.shutdown());
  const made = createEngine({
    stateDir: join(root, 'state'),
    practiceDir: join(root, 'practice'),
    env: process.env,
    cwd: root,
    ...more,
  });
  return { engine: made, root };
}

let count = 0;

export function request(block: string, more: Partial<RunRequest> = {}): RunRequest {
  count += 1;
  return {
    run: `run-${String(count).padStart(5, '0')}`,
    block,
    hash: hashOf(block),
    by: { from: 'terminal' },
    confirmed: false,
    anyway: false,
    ...more,
  };
}

/** Runs a block and resolves with its run once it has ended. */
export async function run(session: Session, id: string, more: Partial<RunRequest> = {}): Promise<string> {
  const asked = request(id, more);
  session.run(asked);
  await entryOf(session, (event) => event.type === 'ended' && event.run === asked.run);
  return asked.run;
}

/** Resolves with the first entry, past or to come, that fits. */
export function entryOf(session: Session, fits: (event: Event) => boolean): Promise<Entry> {
  const past = session.journal.entries(0).find(({ event }) => fits(event));
  if (past) return Promise.resolve(past);
  return new Promise((resolve) => {
    const stop = session.journal.follow((entry) => {
      if (!fits(entry.event)) return;
      stop();
      resolve(entry);
    });
  });
}

export async function outputOf(session: Session, run: string): Promise<string> {
  return (await session.journal.read(run, 0, Number.MAX_SAFE_INTEGER)).toString();
}
