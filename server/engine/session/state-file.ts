/**
 * The carried state of a session on disk, so that a runner that starts again goes on where it was. What holds a secret
 * in any form is left out: the session that runs has it in memory, the next one is asked for it anew. Each version is a file of its own: replacing one, by rename or in place, makes ext4 flush it, a millisecond per block.
 */
import { readFileSync, readdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '../../../src/runbook/model.ts';
import { type Carried, toText } from '../shell/index.ts';
import { READ, type Secrets } from '../journal/index.ts';
import { isDiskFull } from '../../system/disk-full.ts';

export interface StateFile {
  /** Null for a session in which nothing ran. */
  read(): Carried | null;
  write(state: Carried): void;
  /** Writes again what was written last: something in it has become a secret. */
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
        const text = readFileSync(path(one), { encoding: 'utf8', flag: READ });
        // Cut off where the runner was killed while it wrote: then the one before is still there.
        if (text.endsWith(END)) return (written = JSON.parse(text) as Carried);
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
        // Without room the session goes on; only the next runner would begin where this one cannot write.
        if (!isDiskFull(error)) throw error;
        return;
      }
      for (const one of versions()) if (one <= before) unlinkSync(path(one));
    },
    renew() {
      if (written) this.write(written);
    },
  };
}

/** `names` are those of secret inputs. */
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
