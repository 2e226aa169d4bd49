/**
 * The nouns of Guidepost on one screen. Plain, serialisable data: the parser makes it, everybody else reads it.
 * Lines are 1-based, sizes are bytes, durations are milliseconds, instants are milliseconds since the epoch.
 */

import type { BlockWords, Change, CheckWords } from './fence/index.ts';
import type { Place } from './place.ts';

export type { DiffLine, FileDiff } from './diff-line.ts';
export type { By, CommandEnd, Entry, Event, PausedProgram, Workspace } from './entry.ts';
export type { Change, Ready } from './fence/index.ts';
export type { End, Explanation, Nearest, Verdict } from './outcome.ts';
export type { Place } from './place.ts';

/** A guide once parsed: its pages, inputs, option groups and blocks, all in reading order. */
export interface Runbook {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly pages: readonly Page[];
  readonly inputs: readonly Input[];
  readonly groups: readonly Group[];
  readonly blocks: readonly Block[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | null;
  readonly practice: Practice | null;
  readonly folder: OwnFolder | null;
  /** Names for `guidepost run --tag`. */
  readonly tags: readonly string[];
  /** What is read otherwise than its author may think; nothing that must be mended. */
  readonly warnings: readonly Warning[];
}

export interface Warning extends Place {
  readonly message: string;
}

/** `slug` is the page's name inside its guide; the first page of a guide is `index`. */
export interface Page {
  readonly slug: string;
  readonly title: string;
  readonly file: string;
  /** Its blocks can be run, and are no steps of the way. */
  readonly optional: boolean;
}

export type InputType = 'string' | 'int' | 'bool' | 'enum' | 'path' | 'url' | 'secret';

/** A value the reader supplies. It reaches a block as an environment variable and in no other way. */
export interface Input {
  readonly name: string;
  readonly type: InputType;
  readonly label: string;
  readonly help: string | null;
  readonly default: string | null;
  readonly pattern: string | null;
  readonly required: boolean;
  /** The allowed values of an `enum`, else empty. */
  readonly values: readonly string[];
}

/** An exclusive choice: blocks of the options that are not chosen neither run nor count. */
export interface Group {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
}

export interface Option {
  readonly name: string;
  readonly label: string;
  readonly recommended: boolean;
}

/** The reader's own folder that a guide works in: the input that holds its path, and what is to be found in it. */
export interface OwnFolder {
  readonly input: string;
  /** Relative paths by which the project is told from another folder. */
  readonly holds: readonly string[];
}

/** The folder that a practice session copies, and the input values it sets. `free-port` asks for a free TCP port. */
export interface Practice {
  readonly folder: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** One fence that runs: the words on it, of which fence/words.ts has the whole list, and where it stands. */
export interface Block extends Place, Omit<BlockWords, 'id' | 'title' | 'timeout' | 'stop' | 'change'> {
  readonly id: string;
  readonly title: string;
  /** The other tool for which it was written, as in "scrut". */
  readonly tool: string | null;
  /** Slug of the page it stands on. */
  readonly page: string;
  /** The fence's language: bash, sh, zsh, console, python, js, sql … */
  readonly language: string;
  /**
   * What is executed, byte for byte. Of a `console` fence: the commands without their prompts, their exit codes tested.
   * Of a change: its text.
   */
  readonly script: string;
  /** Runs as if typed at a terminal: a command that fails does not end it. */
  readonly typed: boolean;
  /** Of a session: what is printed before its further commands. */
  readonly echoes: readonly Echo[];
  /** The options that must all be chosen for this block to be active, outermost first. */
  readonly options: readonly Choice[];
  readonly only: 'practice' | 'mine' | null;
  /** Names of the inputs that the script mentions. */
  readonly uses: readonly string[];
  readonly timeout: number;
  /** From TERM to KILL. */
  readonly stop: number;
  /** What it does to files instead of running a script. */
  readonly change: Change | null;
  /** The author's **If this fails:** text after a block without a check, Markdown. */
  readonly help: string | null;
  readonly expectations: readonly Expectation[];
}

export interface Echo {
  /** Of the script, from 1. */
  readonly line: number;
  readonly text: string;
}

export interface Choice {
  readonly group: string;
  readonly option: string;
}

/** A check fence: what the output of a block must be. */
export interface Expectation extends Place, Omit<CheckWords, 'of'> {
  /** The fence's lines, verbatim. */
  readonly lines: readonly string[];
  /** The file's line of each of them. Of a `console` fence they need not follow each other. */
  readonly at: readonly number[];
  /** The author's **If this fails:** text, Markdown. */
  readonly help: string | null;
  /** The other tool for which it was written; its lines here are what they mean in ours. */
  readonly tool: string | null;
  /** Why it cannot be checked; it then counts as broken. */
  readonly unchecked: string | null;
}
