/** How long the blocks of a guide took in its latest sessions on this machine. */
import type { Store } from '../journal/index.ts';
import { type Times, timesIn } from '../../../src/runbook/session/time-left.ts';
import { openReadOnly } from './read-only-session.ts';
import type { Guide } from './types.ts';

const LATEST = 5; // sessions; older times say little, as the machine or the guide may have changed

/** `ids` are the guide's sessions, the latest first. */
export function earlierTimes(guide: Guide, ids: readonly string[], store: Store): Times {
  const { blocks } = guide.runbook;
  return ids.slice(0, LATEST).reduceRight<Times>((times, id) => {
    const folder = store.folder(id);
    return folder === null ? times : { ...times, ...timesIn(openReadOnly(id, folder, guide).view, blocks) };
  }, {});
}
