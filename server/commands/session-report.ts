import type { Block, Runbook } from '../../src/runbook/model.ts';
import { emptyView, fold } from '../../src/runbook/view.ts';
import type { Session } from '../engine/index.ts';
import { OS } from './open-engine.ts';
import { plain } from '../report/plain-text.ts';
import { blockReport, report } from '../report/report.ts';
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
  for (const id of view.latest.values()) outputs.set(id, await endOfOutput(session.journal, id, view.runs.get(id)));
  return report(runbook, entries, { session: session.id, os: OS, outputs, ...(planned ? { planned } : {}) });
}

/** A session, or what was known of it at some time. */
type Known = Pick<Session, 'journal' | 'view'>;

/** What became of one block; found without reading the whole journal again. */
export async function blockResult({ journal, view }: Known, block: Block): Promise<BlockReport> {
  const id = view.latest.get(block.id) ?? '';
  const outputs = new Map([[id, await endOfOutput(journal, id, view.runs.get(id))]]);
  return blockReport(view, block, journal.entries(journal.seq - 1)[0]?.at ?? 0, outputs);
}

async function endOfOutput(
  journal: Known['journal'],
  run: string,
  state?: { from: number; size: number },
): Promise<string> {
  if (!state || state.size === state.from) return '';
  const bytes = await journal.read(run, Math.max(state.from, state.size - KEPT), state.size);
  return plain(bytes.toString('utf8'));
}
