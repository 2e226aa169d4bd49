/** The changes of one session: where their paths begin, what is kept of the files before, and what a block would do. */
import { resolve } from 'node:path';
import type { Block, FileDiff } from '../../../src/runbook/model.ts';
import { type Execution, expand } from '../run/index.ts';
import { openChangeRecord } from './change-record.ts';
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
  /** Sent back with the run: what was seen is what is made. */
  readonly digest: string;
}

export interface Changes {
  /** Throws ChangeRefused where the block could not change what it names. */
  preview(block: Block): Preview;
  execute(settings: Omit<ChangeRunSettings, 'place' | 'record'>): Execution;
}

export function openChanges({ folder, workspace, home, valueOf }: ChangesSettings): Changes {
  const record = openChangeRecord(folder, workspace);
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
    execute: (settings) => executeChange({ ...settings, place: placeOf(settings.block), record }),
  };
}
