/** The words for reasons and ends, so that page, terminal and reports use the same ones. */
import type { End, FolderProblem, PausedProgram } from '../model.ts';
import type { SessionResult } from './past-runs.ts';
import { bytes, duration } from '../quantities.ts';
import type { RunView } from './view.ts';

/** What became of a session's blocks. */
export function resultWords({ passed, failed, other }: SessionResult): string {
  const said = [
    passed > 0 && `${passed} passed`,
    failed > 0 && `${failed} failed`,
    other > 0 && `${other} not finished`,
  ];
  return said.filter(Boolean).join(', ');
}

/** Why a run, or its output, ended early. */
export const REASONS = {
  diskFull: 'the disk is full',
  shownLimit: 'that is the limit of one run; the rest is in the file of its output',
  keptLimit: 'that is the limit of one run; output beyond the limit of its file was dropped',
  runnerGone: 'the runner stopped',
  needs: (what: string) => `it needs ${what}`,
};

interface Shell {
  readonly path: string;
  readonly version: string;
}

/** What a step does to files, as part of the question before it. */
export const FILE_CHANGES = {
  file: (path: string) => `Writes the file ${path}.`,
  patch: (paths: readonly string[]) => `Changes ${paths.join(', ')}.`,
};

/** Why a block may not run now. */
export const REFUSALS = {
  unknown: (id: string) => `There is no block ${id} in this guide.`,
  differs: 'The guide on this machine differs from this page. Reload the page.',
  closed: 'This session is closed.',
  asked: (run: string) => `The run ${run} was already requested.`,
  needs: (needed: readonly string[]) => `It needs ${needed.join(', and ')}.`,
  need: (title: string, clause: string) => `“${title}”, which ${clause}`,
  needsBash: (bash: string) => `It needs ${bash}`,
  bash: (wanted: string, { path, version }: Shell, os: 'linux' | 'macos') =>
    `bash ${wanted}, and ${path} is ${version}: ${os === 'macos' ? 'install it with `brew install bash`' : 'install a newer one'} and start Guidepost again, or name one in GUIDEPOST_BASH.`,
  showsFirst: 'This step shows its changes before it makes them.',
  system: { linux: 'This step is for Linux.', macos: 'This step is for macOS.' },
  only: {
    practice: 'This step belongs to the practice copy.',
    mine: 'This step belongs to your own folder.',
  },
  option: (option: string | undefined, group: string | undefined) =>
    `This step belongs to the option ${option} of ${group}, which is not chosen.`,
  noValue: (label: string) => `${label} needs a value first.`,
};

/** Why a folder of the reader's cannot be used. */
export function folderWords(problem: FolderProblem): string {
  switch (problem.is) {
    case 'relative':
      return 'This path is not absolute. Give one that begins with /.';
    case 'absent':
      return 'This folder does not exist.';
    case 'below-file':
      return 'This folder does not exist: a part of its path is a file.';
    case 'circle':
      return 'This folder does not exist: a link on its path leads back to itself.';
    case 'closed':
      return 'You may not enter this folder.';
    case 'file':
      return 'This is not a folder.';
    case 'other':
      return `This is not the project: there is no ${problem.lacks.join(', no ')} in it.`;
    case 'unknown':
      return `The system cannot open this folder: ${problem.why}`;
  }
}

/** How a run ended, as a label in lower case. */
export function endWords(end: End): string {
  switch (end.how) {
    case 'exited':
      return `exit code ${end.code}`;
    case 'signalled':
      return `ended by ${end.signal}`;
    case 'timed-out':
      return end.waiting === undefined
        ? `timed out after ${duration(end.after)}`
        : `not ready within ${duration(end.after)}: waiting for ${end.waiting}`;
    case 'cancelled':
      return 'stopped';
    case 'interrupted':
      return `interrupted: ${end.why ?? REASONS.runnerGone}`;
    case 'not-started':
      return `not started: ${end.why}`;
  }
}

/** The same, to be read after a name: "the block was stopped". */
export function endClause(end: End): string {
  if (end.how === 'exited') return `ended with ${endWords(end)}`;
  return end.how === 'timed-out' && end.waiting === undefined ? endWords(end) : `was ${endWords(end)}`;
}

/** Why not all of the output of a run is shown. */
export function cutWords({ size, why }: NonNullable<RunView['cut']>): string {
  const shown = `only the first ${bytes(size)} of the output are shown`;
  switch (why) {
    case 'cap':
      return `${shown}: ${REASONS.shownLimit}`;
    case 'kept':
      return `${shown}: ${REASONS.keptLimit}`;
    case 'disk':
      return `${shown}: ${REASONS.diskFull}`;
  }
}

/** A note if a reader could wonder what a run is waiting for, or what of it still runs; else null. */
export function noteWords(
  { background, end, killAt, paused, forgotten, verdicts }: RunView,
  now: number,
): string | null {
  if (killAt !== null && end === null) {
    const left = killAt - now;
    return `Stopping. ${left > 0 ? `It has ${duration(Math.ceil(left / 1000) * 1000)} to end; then it is killed.` : 'It is being killed.'}`;
  }
  if (paused !== null) return pausedWords(paused);
  if (end !== null && forgotten !== null) return `What this block has set does not reach later blocks: ${forgotten}.`;
  if (!background) return null;
  if (end === null) return 'The commands have ended. The step waits a moment for output of its background processes.';
  const added = 'Background processes of this step are still running. What they print is added here';
  const failed = [...verdicts.values()].some(({ outcome }) => outcome === 'failed');
  return failed ? `${added}, but comes too late for the check that has failed.` : `${added}.`;
}

export function pausedWords({ name, pid }: PausedProgram): string {
  return `Paused: a signal has stopped ${name} (process ${pid}). \`kill -CONT ${pid}\` in a terminal continues it.`;
}
