/** The site behind the pages that are open, built anew when an output was accepted: a reload then shows its lines. */
import type { ReadGuide } from '../guides/read-guides.ts';

interface Renewal {
  /** Reads the guides from where they lie. */
  readonly read: () => Promise<readonly ReadGuide[]>;
  /** As the runner has them. */
  readonly guides: () => readonly ReadGuide[];
  /** Builds the site from what lies there and has it served. */
  readonly build: () => Promise<void>;
  readonly say: (text: string) => void;
}

/**
 * Builds one at a time; a wish that comes during a build is one more build after it. Where the files hold other edits
 * too, which nobody has approved yet, the pages stay as they are: they would show what the runner would not run.
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
