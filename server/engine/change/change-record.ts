/** What the files of a block were before it changed them: kept beside the session's journal, for its Undo. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChange } from './plan-change.ts';
import { type Content, type WorkspaceFile, ChangeRefused, read, removeFolders, write } from './workspace-file.ts';

interface Kept extends FileChange {
  readonly made: readonly string[];
}

const nameOf = (block: string) => `${block}.json`;

export function openChangeRecord(folder: string, workspace: string) {
  const path = (block: string) => join(folder, 'changes', nameOf(block));

  function save(block: string, files: readonly Kept[]): void {
    mkdirSync(join(folder, 'changes'), { recursive: true, mode: 0o700 });
    writeFileSync(path(block), JSON.stringify(files), { mode: 0o600 });
  }

  return {
    /** Makes the change, whole or not at all. It can be taken back from the moment at which the first byte is written. */
    make(block: string, files: readonly FileChange[]): readonly FileChange[] {
      if (files.length === 0) return files; // what was kept of an earlier run still is how to take that back
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
    /** The function that it returns puts the bytes back. Throws ChangeRefused where a file is not as the change left it. */
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

export type ChangeRecord = ReturnType<typeof openChangeRecord>;

function load(path: string): readonly Kept[] | null {
  try {
    // our own file, 0600, in a folder that nobody else can enter
    return JSON.parse(readFileSync(path, 'utf8')) as readonly (Kept & { file: WorkspaceFile; before: Content })[];
  } catch {
    return null;
  }
}
