/** `guidepost sessions follow`: prints a session from its begin, and goes on for as long as a runner owns it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Entry, Runbook } from '../../../src/runbook/model.ts';
import { pausedWords } from '../../../src/runbook/session/reason-words.ts';
import { fold } from '../../../src/runbook/session/fold.ts';
import { emptyView } from '../../../src/runbook/session/view.ts';
import type { Session } from '../../engine/index.ts';
import { blockLines } from '../../report/text.ts';
import { interrupted } from '../interrupted.ts';
import { EXIT } from '../io.ts';
import type { Io } from '../io.ts';
import { type LinePrinter, openLinePrinter } from '../run/line-printer.ts';
import { blockResult } from '../session-report.ts';

const LOOK = 5000; // ms between two checks whether the runner is alive: one that was killed writes no entry

/** `isOpen`: whether a runner still owns the session. */
export async function follow(session: Session, isOpen: () => boolean, runbook: Runbook, io: Io): Promise<number> {
  const stop = interrupted(io);
  const tell = teller(session, runbook, io);
  let [seq, changed] = [0, () => {}];
  const unfollow = session.journal.follow(() => changed());
  try {
    while (!stop.happened()) {
      const news = session.journal.entries(seq);
      for (const entry of news) await tell(entry);
      seq += news.length;
      if (news.length > 0) continue;
      if (!isOpen()) return EXIT.passed;
      const more = new Promise<void>((resolve) => (changed = resolve));
      await Promise.race([more, stop.signal, delay(LOOK, undefined, { ref: false })]);
    }
    return EXIT.interrupted;
  } finally {
    unfollow();
    stop.forget();
  }
}

/** Prints entries in order, as `guidepost run --verbose` would. */
function teller({ journal }: Session, runbook: Runbook, io: Io): (entry: Entry) => Promise<void> {
  const outputs = new Map<string, { readonly printer: LinePrinter; shown: number; readonly ended: boolean }>();
  let view = emptyView;

  /** Prints the result of a run, even if its block has been run again since. */
  async function conclude(run: string): Promise<void> {
    const own = view.runs.get(run);
    const index = runbook.blocks.findIndex((block) => block.id === own?.block);
    const block = runbook.blocks[index];
    if (!block || !own) return;
    const known = { journal, view: { ...view, latest: new Map([[block.id, run]]) } };
    io.out(blockLines(await blockResult(known, block), `${index + 1}/${runbook.blocks.length}`, io.facts.color));
  }

  function titleOf(run: string): string {
    const { block = run } = view.runs.get(run) ?? {};
    return runbook.blocks.find(({ id }) => id === block)?.title ?? block;
  }

  /** Prints the rest of an output, and keeps listening if background processes can still print. */
  function end(run: string): void {
    const { end: how = null, background = false } = view.runs.get(run) ?? {};
    const output = outputs.get(run);
    if (!output || how === null) return;
    output.printer.end();
    if (background) outputs.set(run, { printer: openLinePrinter(io), shown: output.shown, ended: true });
    else outputs.delete(run);
  }

  async function print(run: string, size: number): Promise<void> {
    const output = outputs.get(run);
    if (output?.ended && output.shown < size) io.out(`  ▸ ${titleOf(run)}, after it ended\n`);
    while (output && output.shown < size) {
      const bytes = await journal.read(run, output.shown, Math.min(size, output.shown + 65_536));
      if (bytes.length === 0) return;
      output.shown += bytes.length;
      output.printer.push(bytes);
    }
  }

  return async (entry) => {
    const { event } = entry;
    view = fold(view, entry);
    switch (event.type) {
      case 'started':
        outputs.set(event.run, { printer: openLinePrinter(io), shown: 0, ended: false });
        return io.out(`  ▸ ${titleOf(event.run)}\n`);
      case 'output':
        return print(event.run, event.size);
      case 'ended':
        end(event.run);
        return conclude(event.run);
      case 'paused':
        return event.program === null
          ? undefined
          : io.out(`  … ${titleOf(event.run)}: ${pausedWords(event.program)}\n`);
      case 'background':
        return event.holds ? undefined : end(event.run);
      default:
    }
  };
}
