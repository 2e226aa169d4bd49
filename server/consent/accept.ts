/** "Accept this output": rewrites a check in the guide's file so that it expects what the run printed. */
import { readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { sep } from 'node:path';
import { whyNotAccepted } from '../../src/runbook/session/acceptance.ts';
import { blockOf } from '../../src/runbook/session/block-of.ts';
import { RunbookError } from '../../src/runbook/error.ts';
import { accept, acceptInSource } from '../../src/runbook/expectation/index.ts';
import type { DiffLine } from '../../src/runbook/model.ts';
import type { Source } from '../../src/runbook/reading/parse.ts';
import { lineDiff } from './diff.ts';
import { type Session, Refused } from '../engine/index.ts';
import { type ReadGuide, compile } from '../guides/read-guides.ts';

const LIMIT = 1 << 20; // bytes; nobody reads a longer check

interface Proposal {
  readonly file: string;
  /** The whole new text of the file. */
  readonly text: string;
  /** Makes the same change in a source that was read earlier; other sources stay as they are. Throws RunbookError. */
  readonly rewrite: (source: Source) => Source;
  /** The new lines of the check, and how they differ from the current ones. */
  readonly lines: readonly string[];
  readonly diff: readonly DiffLine[];
}

/** The guides of a runner: as approved when it started, plus the outputs accepted since. Other edits are not read. */
export function acceptingGuides(read: readonly ReadGuide[]) {
  let guides = read;
  const accept = async (session: Session, run: string, index: number): Promise<void> => {
    const { rewrite } = await acceptOutput(session, run, index);
    const { id } = session.guide.runbook;
    guides = guides.map((guide) => (guide.runbook.id === id ? rewritten(guide, rewrite) : guide));
  };
  return { guides: () => guides, accept };
}

/** Replaces the file atomically. Throws Refused, and has then changed nothing. */
export async function acceptOutput(session: Session, run: string, index: number): Promise<Proposal> {
  const proposal = await proposeOutput(session, run, index);
  const { file, text } = proposal;
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, text, { mode: (await stat(file)).mode, flag: 'wx' });
  await rename(draft, file);
  return proposal;
}

/** Returns what accepting would write. Throws Refused. */
export async function proposeOutput(session: Session, run: string, index: number): Promise<Proposal> {
  const { guide, view, journal } = session;
  const { runbook, folder } = guide;
  const found = view.runs.get(run);
  if (!found) throw new Refused('unknown_run', `There is no run ${run}.`);
  const block = blockOf(runbook, found.block);
  const expectation = block?.expectations[index];
  if (!block || !expectation) throw new Refused('unknown_block', 'The guide no longer has this check.');
  const why = whyNotAccepted(found, block, index);
  if (why !== null) throw new Refused('failed', `This output cannot be accepted: ${why}.`);
  if (expectation.stream !== 'both')
    throw new Refused(
      'failed',
      'This check looks at one stream, but the output is stored as one. Edit the check by hand.',
    );
  if (found.size - found.from > LIMIT)
    throw new Refused(
      'failed',
      'This output is too long for a check. Edit the check by hand, with ... for what is left out.',
    );

  if (!guide.runbook.pages.some((page) => page.file === expectation.file))
    throw new Refused('failed', `This check is in ${expectation.file}, which is included here: edit it there.`);
  const file = await realpath(expectation.file);
  if (!file.startsWith(`${await realpath(folder)}${sep}`)) throw new Refused('failed', `${file} is outside the guide.`);
  const output = (await journal.read(run, found.from, found.size)).toString();
  try {
    const lines = accept(expectation, output, valuesOf(session));
    if (!block.typed && lines.every((line) => line === ''))
      throw new Refused('failed', 'The block printed nothing, and a check needs a line: remove the check by hand.');
    const change = (text: string) => acceptInSource(text, expectation, lines);
    const text = change(await readFile(file, 'utf8'));
    const rewrite = (source: Source) =>
      source.file === expectation.file ? { ...source, text: change(source.text) } : source;
    return { file, text, rewrite, lines, diff: lineDiff(expectation.lines.join('\n'), lines.join('\n')) };
  } catch (error) {
    if (error instanceof RunbookError) throw new Refused('failed', error.message);
    throw error;
  }
}

function rewritten({ runbook, folder, sources: [first, ...further] }: ReadGuide, rewrite: Proposal['rewrite']) {
  return compile(runbook.id, folder, [rewrite(first), ...further.map(rewrite)]);
}

/** The values of placeholders that name an input or a capture; without secrets. */
function valuesOf({ guide, view }: Session): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, default: value } of guide.runbook.inputs) if (value !== null) values.set(name, value);
  for (const [name, { value }] of view.inputs) if (value !== null) values.set(name, value);
  return values;
}
