import { RunbookError } from '../../src/runbook/error.ts';
import type { Guide } from '../engine/index.ts';

export interface Watched {
  readonly guides: () => readonly Guide[];
  /** Reads the guides again; the ones that changed. */
  readonly refresh: () => Promise<readonly Guide[]>;
}

/** The guides as `read` finds them now. One that cannot be read keeps what was read of it before, and the mistake is said. */
export async function watchGuides(
  read: () => Promise<readonly Guide[]>,
  log: (line: string) => void,
): Promise<Watched> {
  let current = await read();
  return {
    guides: () => current,
    async refresh() {
      try {
        const before = new Map(current.map(({ runbook, hashes }) => [runbook.id, fingerprint(hashes)]));
        current = await read();
        return current.filter(({ runbook, hashes }) => before.get(runbook.id) !== fingerprint(hashes));
      } catch (error) {
        if (!(error instanceof RunbookError)) throw error;
        log(error.toString());
        return [];
      }
    },
  };
}

function fingerprint(hashes: ReadonlyMap<string, string>): string {
  return [...hashes].flat().join(' ');
}
