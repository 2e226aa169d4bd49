/** Reads a journal that another runner may still be writing: the entries so far, then each new one. */
import { type FSWatcher, closeSync, existsSync, fstatSync, openSync, readSync, watch } from 'node:fs';
import type { Entry } from '../../../src/runbook/model.ts';
import { READ } from './append-file.ts';
import { readEntries } from './journal.ts';

export interface Tail {
  readonly entries: readonly Entry[];
  follow(listener: (entry: Entry) => void): () => void;
}

export function openTail(path: string): Tail {
  const entries: Entry[] = [];
  const listeners = new Set<(entry: Entry) => void>();
  let bytes = 0;
  let watcher: FSWatcher | null = null;

  function look(): void {
    if (!existsSync(path)) return; // `sessions prune` may delete it while it is read
    const news = readEntries(textFrom(path, bytes), entries.length);
    bytes += news.bytes;
    for (const entry of news.all) {
      entries.push(entry);
      for (const listener of listeners) listener(entry);
    }
  }

  look();
  return {
    entries,
    follow(listener) {
      listeners.add(listener);
      watcher ??= watch(path, look);
      look();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        watcher?.close();
        watcher = null;
      };
    },
  };
}

function textFrom(path: string, from: number): string {
  const file = openSync(path, READ);
  try {
    const buffer = Buffer.alloc(Math.max(0, fstatSync(file).size - from));
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, from));
  } finally {
    closeSync(file);
  }
}
