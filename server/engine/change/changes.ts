/** The file changes of one session: previews them, makes them, and keeps the earlier files for Undo. */
import { resolve } from 'node:path';
import type { Block, FileDiff } from '../../../src/runbook/model.ts';
import { type Execution, expand } from '../run/index.ts';
import { openUndoLog } from './undo-log.ts';
import { type ChangeRunSettings, executeChange } from './execute-change.ts';
import { type Place, describe, planChange } from './plan-change.ts';

export interface ChangesSettings {
  /** The session's own folder. */
  readonly folder: string;
  readonly workspace: string;
  readonly home: () => string;
  readonly valueOf: (name: string) => string | undefined;
}

export interface Preview {
  readonly files: readonly FileDiff[];
  /** Sent back with the run, to prove that the change made is the one that was shown. */
  readonly digest: string;
}

export interface Changes {
  /** Throws ChangeRefused if the block could not change its files now. */
  preview(block: Block): Preview;
  execute(settings: Omit<ChangeRunSettings, 'place' | 'undoLog'>): Execution;
}

export function openChanges({ folder, workspace, home, valueOf }: ChangesSettings): Changes {
  const undoLog = openUndoLog(folder, workspace);
  const put = (path: string) => expand(path, valueOf);
  const placeOf = ({ cwd }: Block): Place => ({
    workspace,
    directory: cwd === null ? home() : resolve(home(), put(cwd)),
    expand: put,
  });
  return {
    preview(block) {
      const { files, digest } = planChange(block, placeOf(block));
      return { files: describe(files), digest };
    },
    execute: (settings) => executeChange({ ...settings, place: placeOf(settings.block), undoLog }),
  };
}
