/** The questions at the start of a runner: may these blocks run, and may that site run them. */
import { questionOf } from '../../../src/runbook/session/question.ts';
import type { Guide } from '../../engine/index.ts';
import type { RunnerSettings } from '../../http/serve.ts';
import { visible } from '../../system/log.ts';
import { askTrust } from '../../consent/trust.ts';
import { stateFolder } from '../open-engine.ts';
import { UsageError } from '../io.ts';
import type { Io } from '../io.ts';
import type { StartSettings } from './start-settings.ts';

/**
 * Whether the blocks may run. Without a terminal they may, because this command has already run code of the same
 * checkout. New blocks are then listed, and asked about at the next start in a terminal.
 */
export async function trusts(
  content: string,
  guides: readonly Guide[] | null,
  { yes }: Pick<StartSettings, 'yes'>,
  io: Io,
  code: ReadonlyMap<string, string> = new Map(),
): Promise<boolean> {
  const { ask, out, facts } = io;
  const columns = facts.isTerminal ? facts.columns : Infinity;
  const trust = await askTrust({ state: stateFolder(io), source: content, guides, code, yes, ask, out, columns });
  if (trust === 'unasked')
    io.out('There is no terminal to ask on, so they are approved. Use --yes to skip this list.\n');
  return trust !== 'refused';
}

/** Asks at every start whether hosted pages may run blocks on this machine. Throws UsageError if they may not. */
export async function mustConsent({ sites, yes }: StartSettings, io: Io): Promise<void> {
  for (const site of yes ? [] : sites) {
    const answer = await io.ask(`Let pages of ${site} run this checkout's blocks on your machine? [y/N] `);
    if (answer === null) throw new UsageError(`--site ${site} needs your consent on a terminal, or --yes`);
    if (!isYes(answer)) throw new UsageError(`not paired with ${site}: you declined`);
  }
}

/** Asks in the terminal before a hosted page does something dangerous. */
export function confirmer(io: Io): NonNullable<RunnerSettings['confirm']> | null {
  if (!io.facts.canAsk) return null;
  return async (wish, origin) => isYes(await io.ask(`${visible(origin)} wants to ${wordsOf(wish)} [y/N] `));
}

type Wish = Parameters<NonNullable<RunnerSettings['confirm']>>[0];

function wordsOf(wish: Wish): string {
  if (wish.what === 'look')
    return `look at your folder ${visible(wish.folder, Infinity)} and run this guide's steps in it`;
  const { block } = wish;
  return wish.what === 'run'
    ? `run ${block.id}: ${visible(questionOf(block) ?? block.title, Infinity)}`
    : `type into the terminal of ${block.id}; whatever it types there is carried out`;
}

function isYes(answer: string | null): boolean {
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}
