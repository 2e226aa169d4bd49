/**
 * Sends a journal's entries to one page. There is no queue: entries that were not sent yet are read from the journal
 * when the channel has room, so a slow page uses no memory and misses nothing.
 */
import type { Journal } from '../engine/index.ts';
import type { Entry } from '../../src/runbook/model.ts';
import type { PageChannel } from './page-channel.ts';

const FRAME = 16; // ms; a screen draws about 60 times a second
const BATCH = 512; // entries per message
const URGENT = 8; // messages sent at once within a frame; a step that prints, is checked and ends needs three

/** Sends all entries after number `after`, also future ones. Returns the function that stops it. */
export function followEntries(journal: Journal, after: number, line: PageChannel): () => void {
  const firstOutputs = new Set<string>();
  let seq = after;
  let urgent = 0;
  let frame: NodeJS.Timeout | undefined;
  let blocked = false;
  let stopped = false;

  const flush = () => {
    if (stopped || blocked) return;
    const entries = journal.entries(seq);
    for (let start = 0; start < entries.length; start += BATCH) {
      if (line.full()) return block();
      const batch = entries.slice(start, start + BATCH);
      seq = batch.at(-1)?.seq ?? seq;
      line.send({ type: 'entries', session: journal.id, entries: batch });
    }
    frame ??= setTimeout(endFrame, FRAME);
  };
  const endFrame = () => {
    frame = undefined;
    urgent = 0;
    if (seq < journal.seq) flush();
  };
  const block = () => {
    blocked = true;
    line.drained(() => {
      blocked = false;
      flush();
    });
  };
  const unfollow = journal.follow((entry) => {
    const now = isUrgent(entry, firstOutputs) && urgent < URGENT;
    if (now) urgent += 1;
    if (now || (frame === undefined && !isBegin(entry))) flush();
    else frame ??= setTimeout(endFrame, FRAME);
  });
  flush();
  return () => {
    stopped = true;
    unfollow();
    clearTimeout(frame);
  };
}

/** Whether a reader waits for this entry, so that it is sent at once: the first output of a run, a verdict, the end. */
function isUrgent(entry: Entry, firstOutputs: Set<string>): boolean {
  const { event } = entry;
  if (event.type === 'ended') firstOutputs.delete(event.run);
  if (event.type === 'command' || isBegin(entry)) return false;
  if (event.type !== 'output') return true;
  if (firstOutputs.has(event.run)) return false;
  firstOutputs.add(event.run);
  return true;
}

/**
 * The begin of a run is held back for a frame: if it prints within that time, the page draws once instead of thrice.
 */
function isBegin({ event }: Entry): boolean {
  return event.type === 'queued' || event.type === 'started';
}
