/**
 * Writes the files that bash reads: mode 0600, in a folder that only we can enter. A script's own file is removed after
 * its run. The prelude, which is the same for most runs, is written only when it changes.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { CommandEnd } from '../../../src/runbook/model.ts';
import type { Bash } from './bash.ts';
import type { Carried } from './carry.ts';
import { REACHED } from './line-traps.ts';
import { writeTrapFunction } from './trap-function.ts';
import { type PreludeSettings, writeFunctions, writePrelude } from './prelude.ts';
import { writeDump } from './write-dump.ts';
import { tidy } from './temporary-folder.ts';
import type { Audience, Paused, Size, PseudoTerminal } from '../process/index.ts';

export interface Script extends Audience {
  /** Unique; the processes are marked with it. */
  readonly id: string;
  /** The name that bash's messages begin with. */
  readonly name: string;
  readonly text: string;
  /** A command line to which the script's file is appended; null for bash. */
  readonly with: string | null;
  readonly cwd: string | null;
  /** Without errexit and pipefail, as at a terminal. */
  readonly typed: boolean;
  /** These replace carried variables of the same names. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether the state that the script leaves is carried on. */
  readonly carry: boolean;
  /** Two pipes instead of one, for stdout and stderr; the order between them is then unknown. */
  readonly split: boolean;
  /** A terminal of this size instead of pipes. */
  readonly terminal: Size | null;
  /** The bytes are valid until it returns. */
  readonly onOutput: (bytes: Buffer, stream: 'stdout' | 'stderr') => void;
  readonly onCommand: (line: number | null, previous: CommandEnd | null) => void;
  /** Called if bash could not write down its state. */
  readonly onForgotten: (why: string) => void;
  /** Told when a signal has paused a program of it, and with null when it goes on. */
  readonly onPaused: (paused: Paused | null) => void;
}

export interface ScriptFiles {
  readonly main: string;
  /** Where bash writes its state if the block has closed the descriptor for it. */
  readonly left: string;
  readonly prelude: string;
  /** Removes the files of this run. */
  remove(): void;
}

/** What the prelude sets up for one script. */
type Reach = Pick<PreludeSettings, 'dump' | 'lines' | 'marked' | 'enter'>;

/**
 * An old bash does not report a subshell: the line before it would seem to go on, and to end like the subshell. Its
 * DEBUG trap also overwrites PIPESTATUS. In every bash such a trap would print itself, or an error, with these options.
 */
function tellsLines({ old }: Bash, text: string): boolean {
  if (/BASH_XTRACEFD|\bset\s+(?:-o\s+verbose|-\w*[vr])/.test(text)) return false;
  return !old || !/PIPESTATUS|(^|[;&|{!]|\b(if|while|until|then|do|else|elif|time)\b)\s*\((?!\()/m.test(text);
}

/** Whether the script ends in the middle of a command, which a line below it would complete. */
function isCutOff(text: string): boolean {
  return /(?:^|\n)[^#\n]*(?<!\\)(?:&&|\|)(?:\s|\\\n|#[^\n]*(?:\n|$))*$/.test(text);
}

/** Whether a line can be appended: after a here document without an end, it would become a part of that. */
function canBeMarked(text: string): boolean {
  return [...text.matchAll(/<<-?\s*\\?(["']?)([^\s"'<>|&;()]+)\1/g)].every(({ index, 2: end = '' }) =>
    text
      .slice(index)
      .split('\n')
      .slice(1)
      .some((line) => line.replace(/^\t+/, '') === end),
  );
}

interface Start extends Pick<PreludeSettings, 'state' | 'enter'> {
  readonly terminal: PseudoTerminal | null;
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
  const fixed = { save: writeDump(nonce, bash), traps: writeTrapFunction(bash.old) };

  /** The file with this text; removes those of the same kind with another text that no script uses. */
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

  /** Writes the files that restore a state. */
  function bringBack(state: Carried, reach: Reach, terminal: PseudoTerminal | null) {
    const carried = writeFunctions(state);
    const functions = carried === null ? null : share('functions', carried);
    const text = writePrelude({ state, bash, functions: functions?.path ?? null, files: folder, ...reach, terminal });
    return { prelude: share('prelude', text), functions, state };
  }

  const common: Reach = { dump: true, lines: true, marked: bash.old, enter: null };
  let last: ReturnType<typeof bringBack> | null = null;
  /** The files of the last run, if the state has not changed and nobody has removed them. */
  function usual(state: Carried) {
    const fits =
      last?.state === state && isShared(last.prelude) && (last.functions === null || isShared(last.functions));
    return fits && last ? last : (last = bringBack(state, common, null));
  }

  const isShared = (one: Shared) => [...shared.values()].includes(one);

  return {
    /** Writes the fixed files that are missing: all at first, later those that somebody has removed. */
    restore(): void {
      for (const [name, text] of Object.entries(fixed))
        if (!existsSync(join(folder, name))) write(name, text, 'latin1');
      for (const [key, { path }] of shared) if (!existsSync(path)) shared.delete(key);
    },
    /** Writes the files for the next script ahead of time. */
    prepare(state: Carried): void {
      usual(state);
    },
    /** The script's file begins with the author's text, so that line numbers in messages are those of the block. */
    write(script: Script, { state, terminal, enter }: Start): ScriptFiles {
      const name = script.name.replaceAll(/[^\w.-]/g, '-');
      const isBash = script.with === null;
      const marked = isBash && bash.old && !state.options.includes('verbose') && canBeMarked(script.text);
      const text = marked && !isCutOff(script.text) ? `${script.text}\n\n${REACHED}\n` : script.text;
      const own = write(existsSync(join(folder, name)) ? `${name}.${script.id}` : name, text, 'utf8');
      const reach = { dump: isBash, lines: isBash && tellsLines(bash, script.text), marked, enter };
      const isCommon = terminal === null && isDeepStrictEqual(reach, common);
      const { prelude, functions } = isCommon ? usual(state) : bringBack(state, reach, terminal);
      const main = isBash
        ? own
        : write(`${script.id}.with`, `{ set +x; } 2>/dev/null; ${script.with} '${own}'\n`, 'utf8');
      const left = join(folder, `left-${script.id}`);
      const used = [prelude, ...(functions ? [functions] : [])];
      for (const one of used) one.users += 1;
      return {
        main,
        left,
        prelude: prelude.path,
        remove() {
          for (const one of used) one.users -= 1;
          tidy(own);
          tidy(left);
          if (main !== own) tidy(main);
        },
      };
    },
  };
}
