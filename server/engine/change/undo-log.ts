/** Keeps the files of a block as they were before it changed them, next to the session's journal, for its Undo. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readPrivate, writePrivate } from '../../system/private-folder.ts';
import type { FileChange } from './plan-change.ts';
import { type Content, type WorkspaceFile, ChangeRefused, read, removeFolders, write } from './workspace-file.ts';

interface Kept extends FileChange {
  readonly made: readonly string[];
}

const nameOf = (block: string) => `${block}.json`;

export function openUndoLog(folder: string, workspace: string) {
  const path = (block: string) => join(folder, 'changes', nameOf(block));

  function save(block: string, files: readonly Kept[]): void {
    mkdirSync(join(folder, 'changes'), { recursive: true, mode: 0o700 });
    writePrivate(path(block), JSON.stringify(files));
  }

  return {
    /**
     * Makes the change, completely or not at all. The record is saved before the first byte, so it can always be
     * undone.
     */
    make(block: string, files: readonly FileChange[]): readonly FileChange[] {
      if (files.length === 0) return files; // keep the record of an earlier run, which can still be undone
      save(
        block,
        files.map((file) => ({ ...file, made: [] })),
      );
      const done: Kept[] = [];
      try {
        for (const change of files) done.push({ ...change, made: write(workspace, change.file, change.after) });
        save(block, done);
        return files;
      } catch (error) {
        for (const each of done.toReversed()) putBack(each);
        rmSync(path(block), { force: true });
        throw error;
      }
    },
    /** Returns a function that puts the bytes back. Throws ChangeRefused if a file has changed since. */
    restore(block: string): () => readonly FileChange[] {
      const kept = load(path(block));
      if (kept === null) throw new ChangeRefused('this step has made no change that can be undone');
      for (const { file, before, after } of kept) {
        const now = read(file).text;
        if (now !== after.text && now !== before.text)
          throw new ChangeRefused(`${file.name} has changed since; undoing would lose that change`);
      }
      return () => {
        for (const each of kept.toReversed()) putBack(each);
        rmSync(path(block), { force: true });
        return kept.map(({ file, before, after }) => ({ file, before: after, after: before }));
      };
    },
  };

  function putBack({ file, before, made }: Kept): void {
    write(workspace, file, before);
    removeFolders(made);
  }
}

export type UndoLog = ReturnType<typeof openUndoLog>;

function load(path: string): readonly Kept[] | null {
  try {
    // The file is ours (0600), in a folder that no other user can enter.
    return JSON.parse(readPrivate(path) ?? 'null') as readonly (Kept & { file: WorkspaceFile; before: Content })[];
  } catch {
    return null;
  }
}
