/**
 * The files that bash reads: 0600, in a folder that only we can enter. A script's own file is removed after its run; the
 * prelude, which is the same for most runs, is written when it changes.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandEnd } from '../../../src/runbook/model.ts';
import type { Bash } from './bash.ts';
import type { Carried } from './carry.ts';
import { TRAPS, writeFunctions, writePrelude, writeSave } from './prelude.ts';
import { tidy } from './temporary-folder.ts';
import type { Audience, Size, PseudoTerminal } from '../process/index.ts';

export interface Script extends Audience {
  /** Unique; it marks the processes. */
  readonly id: string;
  /** What messages of bash begin with. */
  readonly name: string;
  readonly text: string;
  /** A command line that gets the file; null for bash. */
  readonly with: string | null;
  readonly cwd: string | null;
  /** Set over the carried variables. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether what the script changes is carried on. */
  readonly carry: boolean;
  /** Two pipes instead of one: then the order between them is not known. */
  readonly split: boolean;
  /** A terminal of this size instead of pipes. */
  readonly terminal: Size | null;
  /** The bytes are good until it returns. */
  readonly onOutput: (bytes: Buffer, stream: 'stdout' | 'stderr') => void;
  readonly onCommand: (line: number | null, previous: CommandEnd | null) => void;
}

export interface ScriptFiles {
  readonly main: string;
  readonly prelude: string;
  /** Removes what is needed no longer. */
  remove(): void;
}

interface Shared {
  readonly path: string;
  users: number;
}

export function openScriptFiles(folder: string, bash: Bash, nonce: string) {
  const shared = new Map<string, Shared>();
  let written = 0;
  const write = (name: string, content: string, encoding: 'utf8' | 'latin1') => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600, flag: 'wx', encoding });
    return path;
  };
  const fixed = { save: writeSave(nonce), traps: TRAPS };

  /** The file with this text; the ones that nobody uses and that say something else go. */
  function share(kind: string, text: string): Shared {
    const known = shared.get(kind + text);
    if (known) return known;
    for (const [key, { path, users }] of shared) {
      if (users > 0 || !key.startsWith(kind)) continue;
      tidy(path);
      shared.delete(key);
    }
    const made = { path: write(`${kind}-${(written += 1)}`, text, 'latin1'), users: 0 };
    shared.set(kind + text, made);
    return made;
  }

  /** The files that bring a state back. */
  function bringBack(state: Carried, trace: boolean, terminal: PseudoTerminal | null) {
    const carried = writeFunctions(state);
    const functions = carried === null ? null : share('functions', carried);
    const text = writePrelude({ state, bash, functions: functions?.path ?? null, files: folder, trace, terminal });
    return { prelude: share('prelude', text), functions, state };
  }

  let last: ReturnType<typeof bringBack> | null = null;
  /** The same as last time where nothing has changed, and nobody has removed it since. */
  function usual(state: Carried) {
    const fits =
      last?.state === state && isShared(last.prelude) && (last.functions === null || isShared(last.functions));
    return fits && last ? last : (last = bringBack(state, true, null));
  }

  const isShared = (one: Shared) => [...shared.values()].includes(one);

  return {
    /** Writes what is not there: all at first, later what somebody has removed. */
    restore(): void {
      for (const [name, text] of Object.entries(fixed))
        if (!existsSync(join(folder, name))) write(name, text, 'latin1');
      for (const [key, { path }] of shared) if (!existsSync(path)) shared.delete(key);
    },
    /** Writes what the next script will want, ahead of time. */
    prepare(state: Carried): void {
      usual(state);
    },
    /** The main file carries the author's text from its first byte on: line numbers in messages are those of the block. */
    write(script: Script, state: Carried, terminal: PseudoTerminal | null): ScriptFiles {
      const name = script.name.replaceAll(/[^\w.-]/g, '-');
      const own = write(existsSync(join(folder, name)) ? `${name}.${script.id}` : name, script.text, 'utf8');
      const trace = script.with === null;
      const { prelude, functions } = trace && terminal === null ? usual(state) : bringBack(state, trace, terminal);
      const main = trace
        ? own
        : write(`${script.id}.with`, `{ set +x; } 2>/dev/null; ${script.with} '${own}'\n`, 'utf8');
      const used = [prelude, ...(functions ? [functions] : [])];
      for (const one of used) one.users += 1;
      return {
        main,
        prelude: prelude.path,
        remove() {
          for (const one of used) one.users -= 1;
          tidy(own);
          if (main !== own) tidy(main);
        },
      };
    },
  };
}
