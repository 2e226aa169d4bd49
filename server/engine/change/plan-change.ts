/** Works out what a block would change if it ran now; writes nothing. */
import { createHash } from 'node:crypto';
import type { Block, FileDiff } from '../../../src/runbook/model.ts';
import { changeLines, patched, readPatch } from '../../../src/runbook/patch.ts';
import { type Content, type WorkspaceFile, ChangeRefused, locate, read } from './workspace-file.ts';

export interface Place {
  readonly workspace: string;
  /** The folder that relative paths of the block start from. */
  readonly directory: string;
  /** Replaces `$NAME` with its value. */
  readonly expand: (path: string) => string;
}

export interface FileChange {
  readonly file: WorkspaceFile;
  readonly before: Content;
  readonly after: Content;
}

export interface ChangePlan {
  readonly files: readonly FileChange[];
  /** SHA-256 of every file's path and text, before and after. A change is made only if the reader has seen this one. */
  readonly digest: string;
}

const RUNNABLE = 0o111;
const WRITABLE = 0o222;

/** Throws ChangeRefused. */
export function planChange(block: Block, place: Place): ChangePlan {
  const files = wanted(block, place).filter(({ before, after }) => before.text !== after.text);
  const locked = files.find(({ before }) => before.text !== null && (before.mode & WRITABLE) === 0);
  if (locked) throw new ChangeRefused(`${locked.file.name} is read-only; make it writable first (chmod u+w)`);
  const facts = files.map(({ file, before, after }) => [file.path, before.text, after.text]);
  return { files, digest: createHash('sha256').update(JSON.stringify(facts)).digest('hex') };
}

export function describe(files: readonly FileChange[]): readonly FileDiff[] {
  return files.map(({ file, before, after }) => ({
    name: file.name,
    act: before.text === null ? 'create' : after.text === null ? 'delete' : 'change',
    lines: changeLines(before.text, after.text),
  }));
}

function wanted(block: Block, place: Place): readonly FileChange[] {
  const { change } = block;
  if (change?.by === 'file') {
    const file = locate(place.workspace, place.directory, place.expand(change.path));
    const before = read(file);
    return [{ file, before, after: { text: block.script, mode: modeOf(before, block.script) } }];
  }
  return readPatch(block.script, block).map((patch) => {
    const file = locate(place.workspace, place.directory, patch.path);
    const before = read(file);
    const result = patched(patch, before.text);
    if ('problem' in result) throw new ChangeRefused(result.problem);
    return { file, before, after: { text: result.text, mode: modeOf(before, result.text ?? '', patch.runnable) } };
  });
}

/** A new file that begins with `#!` is made executable, and so is one of which a patch says it. */
function modeOf({ text, mode }: Content, after: string, runnable = false): number {
  return text === null && (runnable || after.startsWith('#!')) ? mode | RUNNABLE : mode;
}
