/** Rebuilds the site after an output was accepted, so that a reload shows the new check. */
import type { ReadGuide } from '../guides/read-guides.ts';

interface Renewal {
  /** Reads the guides from disk. */
  readonly read: () => Promise<readonly ReadGuide[]>;
  /** The guides of the runner. */
  readonly guides: () => readonly ReadGuide[];
  /** Builds the site from the files on disk, and serves it. */
  readonly build: () => Promise<void>;
  readonly say: (text: string) => void;
}

/**
 * Returns a function that asks for a rebuild. One build runs at a time; requests during a build cause one more after
 * it. If the files contain other edits, which are not approved yet, nothing is built: the pages would show blocks that
 * the runner does not run.
 */
export function renewal({ read, guides, build, say }: Renewal): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  return () => {
    waiting ??= last.then(() => {
      waiting = null;
      return (last = renew().catch((error: unknown) => say(`The pages were not updated: ${String(error)}`)));
    });
    return waiting;
  };

  async function renew(): Promise<void> {
    if (textOf(await read()) === textOf(guides())) await build();
    else say('The guides have other edits too. The next start shows them and asks for approval.');
  }
}

function textOf(guides: readonly ReadGuide[]): string {
  return JSON.stringify(guides.map(({ sources }) => sources));
}
