import { resolve } from 'node:path';
import { RunbookError } from '../../src/runbook/error.ts';
import type { Guide } from '../engine/index.ts';

export interface Watched {
  readonly guides: () => readonly Guide[];
  /** Reads the guides again; resolves with those that have changed. */
  readonly refresh: () => Promise<readonly Guide[]>;
}

interface Found {
  readonly guides: readonly Guide[];
  readonly broken: readonly RunbookError[];
}

/** Keeps the guides up to date with `read`. If one cannot be read, its mistake is logged and the last version stays. */
export async function watchGuides(read: () => Promise<Found>, log: (line: string) => void): Promise<Watched> {
  let current = await look([]);
  return {
    guides: () => current,
    async refresh() {
      try {
        const before = new Map(current.map(({ runbook, hashes }) => [runbook.id, fingerprint(hashes)]));
        current = await look(current);
        return current.filter(({ runbook, hashes }) => before.get(runbook.id) !== fingerprint(hashes));
      } catch (error) {
        if (!(error instanceof RunbookError)) throw error;
        log(error.toString());
        return [];
      }
    },
  };

  async function look(before: readonly Guide[]): Promise<readonly Guide[]> {
    const { guides, broken } = await read();
    for (const error of broken) log(error.toString());
    const files = new Set(broken.map(({ page }) => resolve(page)));
    const ids = new Set(guides.map(({ runbook }) => runbook.id));
    const kept = before.filter(
      ({ runbook }) => !ids.has(runbook.id) && runbook.pages.some(({ file }) => files.has(resolve(file))),
    );
    return [...guides, ...kept];
  }
}

function fingerprint(hashes: ReadonlyMap<string, string>): string {
  return [...hashes].flat().join(' ');
}
