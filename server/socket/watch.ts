/**
 * Sends the output of one run from an offset on, as its file grows, but never more than a window ahead of what the page
 * says that it has drawn. The script never waits for the page, because its output goes into the file.
 */
import type { Session } from '../engine/index.ts';
import { WINDOW } from '../../src/protocol/wire.ts';
import type { PageChannel } from './page-channel.ts';

const CHUNK = 256 * 1024; // bytes
const WORTHWHILE = 64 * 1024; // bytes; less waits for the next frame, so that a program causes 60 messages a second at most
const FRAME = 16; // ms

export interface Watch {
  ack(upto: number): void;
  stop(): void;
}

/** `to` null: as long as the output grows. `onSent` is called after each piece, `onEnd` when no more will come. */
export function watchOutput(
  session: Session,
  run: string,
  from: number,
  to: number | null,
  line: PageChannel,
  hooks: { onSent: () => void; onEnd: () => void; onError: (error: unknown) => void },
): Watch {
  const known = session.view.runs.get(run);
  let [sent, acked] = [from, from];
  let size = known?.size ?? 0;
  let ended = known?.phase === 'ended';
  let background = known?.background ?? false;
  let busy = false;
  let stopped = false;
  let frame: NodeJS.Timeout | undefined;

  /** Whether the output can no longer grow. */
  const isOver = () => ended && !background;
  const available = () => Math.min(CHUNK, Math.min(size, to ?? size) - sent, acked + WINDOW - sent);

  const pump = async (): Promise<void> => {
    while (!stopped && available() > 0 && !line.full()) {
      const bytes = await session.journal.read(run, sent, sent + available());
      if (stopped) return;
      if (bytes.length === 0) break;
      const start = sent;
      sent += bytes.length;
      line.sendBytes({ type: 'output', session: session.id, run, from: start, bytes: bytes.length }, bytes);
      hooks.onSent();
      if (!isOver() && size - sent < WORTHWHILE) {
        frame ??= setTimeout(endFrame, FRAME);
        break;
      }
    }
    if (stopped) return;
    if (sent >= Math.min(to ?? Infinity, isOver() ? size : Infinity)) finish();
    else if (available() > 0 && line.full()) line.drained(wake);
  };
  const wake = () => {
    if (busy || stopped) return;
    busy = true;
    const seen = [size, acked, isOver()];
    pump()
      .catch(hooks.onError)
      .finally(() => {
        busy = false;
        if (seen[0] !== size || seen[1] !== acked || seen[2] !== isOver()) grown();
      });
  };
  /** Sends at once if there is enough to send or no frame is pending, else with the next frame. */
  const grown = () => {
    if (frame === undefined || isOver() || available() >= WORTHWHILE) wake();
  };
  const endFrame = () => {
    frame = undefined;
    if (available() > 0) wake();
  };
  const unfollow = session.journal.follow(({ event }) => {
    if (!('run' in event) || event.run !== run) return;
    if (event.type === 'output') size = event.size;
    else if (event.type === 'ended') ended = true;
    else if (event.type === 'background') background = event.holds;
    else return;
    grown();
  });
  const finish = () => {
    stop();
    hooks.onEnd();
  };
  const stop = () => {
    stopped = true;
    unfollow();
    clearTimeout(frame);
  };
  // After this function has returned: if there is nothing to send, `onEnd` is called at once, and needs the result.
  queueMicrotask(wake);
  return {
    stop,
    ack(upto) {
      acked = Math.max(acked, Math.min(upto, sent));
      grown();
    },
  };
}
