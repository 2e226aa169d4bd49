/** Logs each run in the terminal: the time, the origin, the block, its first line, the inputs it uses, and its end. */
import type { Block, By, Entry } from '../../src/runbook/model.ts';
import { endWords } from '../../src/runbook/session/reason-words.ts';
import type { Session } from '../engine/index.ts';
import { type Log, rateLimited, visible } from '../system/log.ts';

const RUNS = 240; // lines a minute per session: more than a reader causes, less than a page that floods

const audited = new WeakSet<Session>();

/**
 * From the first run of a page on; a session that is only read costs nothing. Idempotent: what several pages run is
 * logged once.
 */
export function audit(session: Session, log: Log): void {
  if (audited.has(session)) return;
  audited.add(session);
  const told = rateLimited(log, RUNS);
  const queued = new Map<string, { block: string; by: By; at: number }>();
  session.journal.follow(({ at, event }: Entry) => {
    if (event.type === 'queued') queued.set(event.run, { block: event.block, by: event.by, at });
    if (event.type !== 'started' && event.type !== 'ended') return;
    const run = queued.get(event.run);
    if (!run) return;
    if (event.type === 'ended') {
      queued.delete(event.run);
      return told(`${clock(at)} end  ${visible(run.block)}: ${visible(endWords(event.end))}`);
    }
    const block = session.guide.runbook.blocks.find(({ id }) => id === run.block);
    const by = run.by.from === 'page' ? run.by.origin : 'terminal';
    told(`${clock(at)} run  ${visible(by)}  ${visible(run.block)}: ${firstLine(block)}${names(block)}`);
  });
}

function firstLine(block: Block | undefined): string {
  return visible(block?.script.split('\n').find((line) => line.trim() !== '') ?? '');
}

function names(block: Block | undefined): string {
  return block && block.uses.length > 0 ? `  (with ${block.uses.join(', ')})` : '';
}

function clock(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}
