import type { Block, Runbook } from '../../src/runbook/model.ts';
import { fold } from '../../src/runbook/session/fold.ts';
import { emptyView } from '../../src/runbook/session/view.ts';
import type { Session } from '../engine/index.ts';
import type { Io } from './io.ts';
import { OS } from './open-engine.ts';
import { version } from './version.ts';
import { plain } from '../report/plain-text.ts';
import { formats } from '../report/index.ts';
import { blockReport, report } from '../report/report.ts';
import { withUnknown } from '../report/unknown-blocks.ts';
import type { BlockReport, Report } from '../report/report.ts';

const KEPT = 64 * 1024; // bytes of each block's output in a report: enough to see why it failed, small enough to send by mail

/** Returns the function that writes the reports that pages ask for, and the name of this Guidepost. */
export async function reporter({ facts }: Io) {
  const tool = `Guidepost ${await version(facts.root)}`;
  return { tool, report: (session: Session, format: 'html' | 'md') => writtenReport(session, format, tool) };
}

/** The report of a session, in a format that a page can ask for. */
export async function writtenReport(session: Session, format: 'html' | 'md', tool: string): Promise<string> {
  const { runbook } = session.guide;
  const result = await sessionReport(session, withUnknown(runbook, session.view), undefined, tool);
  return formats.get(format)?.(result) ?? '';
}

/** The report of a session so far, with the end of each output. `planned` and `tool` are those of `Facts`. */
export async function sessionReport(
  session: Session,
  runbook: Runbook,
  planned?: ReadonlySet<string>,
  tool?: string,
): Promise<Report> {
  const entries = session.journal.entries(0);
  const outputs = new Map<string, string>();
  const view = entries.reduce(fold, emptyView);
  for (const id of view.latest.values()) outputs.set(id, await endOfOutput(session.journal, id, view.runs.get(id)));
  const facts = { session: session.id, os: OS, outputs, ...(planned ? { planned } : {}), ...(tool ? { tool } : {}) };
  return report(runbook, entries, facts);
}

/** A session, or its state at some time. */
type Known = Pick<Session, 'journal' | 'view'>;

/** The result of one block, without reading the whole journal again. */
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
