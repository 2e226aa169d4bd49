/**
 * What destroyed something, tried with the real PostgreSQL and the real Alembic in a practice session of the guide. The
 * environment of the project is made of a few small packages instead of Poetry's gigabytes. It takes minutes, so it
 * runs in the nightly lane; the daily one tries two of these dangers in the aged project.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createEngine } from '../../server/engine/engine.ts';
import type { Guide, Session } from '../../server/engine/session/types.ts';
import { readGuide } from '../../server/guides/read-guides.ts';
import { dangers, dangerScripts, tryDanger } from '../faults/dangers.ts';
import type { Fault } from '../faults/fault.ts';
import { passes, withFaults } from '../faults/faults.ts';
import { isNightly } from '../lane.ts';
import { folder, PACKAGES } from './project.ts';

/** The project as the whole guide would leave it, with a baseline for Option B. */
const READY: Fault = {
  block: 'activate',
  fault: 'an environment of a few packages',
  before: `python3 -m venv .venv; .venv/bin/python -m pip install -q ${PACKAGES.map((one) => `'${one}'`).join(' ')}
export PATH="$PWD/.venv/bin:$PATH"; printf '#!/bin/sh\\npoetry run python main.py\\n' > ../start.sh`,
  break: 'createdb "$DB_NAME"',
  says: /./,
};
const BEFORE = ['practice-tools', 'practice-past', 'practice-password', 'practice-postgres', 'fault-0-before'];
const LOOK = ['inspector', 'mender', 'connection', 'fault-0-break', 'target-tool', 'target-inspected'];
const ALSO = ['inspection-passed', 'rights-inspected', 'no-history'];

const skip = isNightly() ? false : 'in the nightly lane';

describe('nothing is lost where', { skip }, () => {
  let session: Session;
  let state: string;

  before(async () => {
    state = await mkdtemp(join(tmpdir(), 'guidepost-dangers-'));
    const guide: Guide = withFaults(await readGuide(folder), [READY, ...dangerScripts]);
    const engine = createEngine({ stateDir: state, env: process.env, guide: () => guide });
    session = await engine.open(guide, 'practice');
    session.choose('database', 'fresh');
    for (const id of [...BEFORE, ...LOOK, ...ALSO]) await passes(session, id);
  });
  after(async () => {
    await session.close();
    await rm(state, { recursive: true, force: true });
  });

  for (const [index, danger] of dangers.entries()) test(danger.danger, () => tryDanger(session, danger, index + 1));
});
