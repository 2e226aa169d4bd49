/** Tells the terminal what runs as it happens: when, for whom, which block, its first line, which inputs, how it ended. */
import type { Block, By, End, Entry } from '../../src/runbook/model.ts';
import type { Session } from '../engine/index.ts';
import { type Log, visible } from '../system/log.ts';

const audited = new WeakSet<Session>();

/** Idempotent: a session that several pages follow is told of once. */
export function audit(session: Session, log: Log): void {
  if (audited.has(session)) return;
  audited.add(session);
  const queued = new Map<string, { block: string; by: By; at: number }>();
  session.journal.follow(({ at, event }: Entry) => {
    if (event.type === 'queued') queued.set(event.run, { block: event.block, by: event.by, at });
    if (event.type !== 'started' && event.type !== 'ended') return;
    const run = queued.get(event.run);
    if (!run) return;
    if (event.type === 'ended') {
      queued.delete(event.run);
      return log(`${clock(at)} end  ${visible(run.block)}: ${describe(event.end)}`);
    }
    const block = session.guide.runbook.blocks.find(({ id }) => id === run.block);
    const by = run.by.from === 'page' ? run.by.origin : 'terminal';
    log(`${clock(at)} run  ${visible(by)}  ${visible(run.block)}: ${firstLine(block)}${names(block)}`);
  });
}

function firstLine(block: Block | undefined): string {
  return visible(block?.script.split('\n').find((line) => line.trim() !== '') ?? '');
}

function names(block: Block | undefined): string {
  return block && block.uses.length > 0 ? `  (with ${block.uses.join(', ')})` : '';
}

function describe(end: End): string {
  switch (end.how) {
    case 'exited':
      return `exit code ${end.code}`;
    case 'signalled':
      return `ended by ${end.signal}`;
    case 'timed-out':
      return `timed out after ${end.after / 1000} s`;
    case 'cancelled':
      return 'stopped';
    case 'interrupted':
      return 'interrupted';
    case 'not-started':
      return `not started: ${visible(end.why)}`;
  }
}

function clock(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}
