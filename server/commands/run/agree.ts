/** Asks in the terminal before a block with a question runs. The diff of a file change is always printed. */
import type { Block } from '../../../src/runbook/model.ts';
import { questionIn } from '../../../src/runbook/session/question.ts';
import { Refused, type Session } from '../../engine/index.ts';
import { fileDiffText } from '../../report/file-diff.ts';
import type { Io } from '../io.ts';
import type { RunSettings } from './settings.ts';

export interface Agreed {
  readonly agreed: boolean;
  /** The digest of the change that was printed. */
  readonly shown: string | undefined;
}

type Settings = Pick<RunSettings, 'practice' | 'yes'>;

export async function agree(session: Session, block: Block, { practice, yes }: Settings, io: Io): Promise<Agreed> {
  const question = questionIn(session.guide.runbook, session.view, block);
  const shown = block.change === null || block.change.by === 'restore' ? undefined : printChange(session, block, io);
  // A change that cannot be made is not asked about: the run reports why.
  if (question === null || practice || yes || shown === '') return { agreed: true, shown };
  const answer = await io.ask(`  ${block.id}: ${question}\n  Run it? [y/N] `);
  return { agreed: /^y(es)?$/i.test(answer?.trim() ?? ''), shown };
}

/** Prints a change and returns its digest; empty if the change cannot be made. */
function printChange(session: Session, { id }: Block, io: Io): string {
  try {
    const { files, digest } = session.preview(id);
    io.out(fileDiffText(files, io.facts.color));
    return digest;
  } catch (error) {
    if (error instanceof Refused) return '';
    throw error;
  }
}
