import type { Session } from '../../engine/index.ts';
import { openEngine } from '../open-engine.ts';
import { findGuide } from '../find-guide.ts';
import { interrupted } from '../interrupted.ts';
import type { Io } from '../io.ts';
import { checkSettings } from './settings.ts';
import type { RunSettings } from './settings.ts';
import { tellStopping } from './tell-stopping.ts';

export type Stop = ReturnType<typeof interrupted>;

/** Opens a session on the guide that the settings name, calls `work`, and always closes the session. */
export async function inSession(
  settings: RunSettings,
  io: Io,
  work: (session: Session, stop: Stop) => Promise<number>,
): Promise<number> {
  const guide = await findGuide(settings.guide, io);
  checkSettings(settings, guide.runbook);
  const engine = openEngine(io);
  const stop = interrupted(io);
  try {
    const { inputs, options } = settings;
    const session = await engine.open(guide, settings.practice ? 'practice' : 'mine', { inputs, options });
    try {
      return await work(session, stop);
    } finally {
      // Closing deletes the practice copy, so with --keep the session is only abandoned.
      if (!settings.keep) await tellStopping(session, io, session.close());
    }
  } finally {
    await engine.shutdown();
    stop.forget();
  }
}
