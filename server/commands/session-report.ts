import type { Block, Runbook } from '../../src/runbook/model.ts';
import { emptyView, fold } from '../../src/runbook/view.ts';
import type { Session } from '../engine/index.ts';
import { OS } from './open-engine.ts';
import { plain } from '../report/plain-text.ts';
import { report } from '../report/report.ts';
import type { BlockReport, Report } from '../report/report.ts';

const KEPT = 64 * 1024; // bytes of each block's output that a report carries: enough to see why, small enough to mail

/** What became of a session so far, with the end of each output. */
export async function sessionReport(
  session: Session,
  runbook: Runbook,
  planned?: ReadonlySet<string>,
): Promise<Report> {
  const entries = session.journal.entries(0);
  const outputs = new Map<string, string>();
  const view = entries.reduce(fold, emptyView);
  for (const id of view.latest.values()) outputs.set(id, await endOfOutput(session, id, view.runs.get(id)));
  return report(runbook, entries, { session: session.id, os: OS, outputs, ...(planned ? { planned } : {}) });
}

/** A session, or what was known of it at some time. */
export type Known = Pick<Session, 'id' | 'guide' | 'journal' | 'view'>;

/** What became of one block. */
export async function blockResult(session: Known, block: Block): Promise<BlockReport> {
  const { runbook } = session.guide;
  const id = session.view.latest.get(block.id) ?? '';
  const outputs = new Map([[id, await endOfOutput(session, id, session.view.runs.get(id))]]);
  const facts = { session: session.id, os: OS, planned: new Set([block.id]), outputs } as const;
  const [result] = report(runbook, session.journal.entries(0), facts).blocks;
  if (!result) throw new Error(`${block.id} is not a block of ${runbook.id}`);
  return result;
}

async function endOfOutput({ journal }: Known, run: string, state?: { from: number; size: number }): Promise<string> {
  if (!state || state.size === state.from) return '';
  const bytes = await journal.read(run, Math.max(state.from, state.size - KEPT), state.size);
  return plain(bytes.toString('utf8'));
}
