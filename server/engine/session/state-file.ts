/**
 * The carried state of a session on disk, so that a restarted runner continues where it was. Anything that contains a
 * secret, in any form, is left out: it stays in memory only, and after a restart the reader supplies the secret again.
 * Each version is a new file: replacing a file, by rename or in place, makes ext4 flush it, which takes a millisecond.
 */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '../../../src/runbook/model.ts';
import { type Carried, toText } from '../shell/index.ts';
import type { Secrets } from '../journal/index.ts';
import { isDiskFull } from '../../system/disk-full.ts';
import { NotPlain, readPrivate } from '../../system/private-folder.ts';

export interface StateFile {
  /** Null if no block has run yet. */
  read(): Carried | null;
  write(state: Carried): void;
  /** Writes the last state again, because something in it has become a secret. */
  renew(): void;
}

export function openStateFile(folder: string, inputs: () => readonly Input[], secrets: Secrets): StateFile {
  const names = () => new Set(inputs().flatMap(({ type, name }) => (type === 'secret' ? [name] : [])));
  const path = (version: number) => join(folder, `state-${version}.json`);
  const versions = () =>
    readdirSync(folder)
      .flatMap((name) => /^state-(\d+)\.json$/.exec(name)?.[1] ?? [])
      .map(Number)
      .toSorted((a, b) => b - a);
  let version = versions()[0] ?? 0;
  let last = '';
  let written: Carried | null = null;
  return {
    read() {
      for (const one of versions()) {
        const text = readPlain(path(one));
        // A file without its end was cut off when the runner was killed; the version before it still exists.
        if (text?.endsWith(END)) return (written = carriedIn(text));
      }
      return null;
    },
    write(state) {
      written = state;
      const text = JSON.stringify(withoutSecrets(state, names(), secrets)) + END;
      if (text === last) return;
      const before = version;
      version += 1;
      try {
        writeFileSync(path(version), text, { mode: 0o600, flag: 'wx' });
        last = text;
      } catch (error) {
        // If the disk is full, the session goes on; only a restarted runner would begin with an older state.
        if (!isDiskFull(error)) throw error;
        return;
      }
      for (const one of versions()) if (one <= before) rmSync(path(one), { recursive: true, force: true });
    },
    renew() {
      if (written) this.write(written);
    },
  };
}

/** Null if we did not write it. */
function carriedIn(text: string): Carried | null {
  try {
    return JSON.parse(text) as Carried;
  } catch {
    return null;
  }
}

/** Null for a link, a pipe and the like, which we did not write: the session goes on without that state. */
function readPlain(path: string): string | null {
  try {
    return readPrivate(path);
  } catch (error) {
    if (error instanceof NotPlain) return null;
    throw error;
  }
}

/** `names` are the names of secret inputs. */
function withoutSecrets(state: Carried, names: ReadonlySet<string>, secrets: Secrets): Carried {
  const free = (text: string | null) => text === null || !secrets.standIn(text);
  const functions = free(state.functions);
  return {
    ...state,
    variables: state.variables.filter(({ name, value }) => !names.has(name) && free(value)),
    functions: functions ? state.functions : '',
    exportedFunctions: functions ? state.exportedFunctions : [],
    aliases: free(state.aliases) ? state.aliases : '',
    directory: free(state.directory) ? state.directory : null,
    positional: free(state.positional) && free(toText(state.positional)) ? state.positional : '',
    stack: state.stack.filter((folder) => free(toText(folder))),
  };
}

const END = '\n';
