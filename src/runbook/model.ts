/**
 * The data types of Guidepost: plain, serializable data, made by the parser and read by everything else. Lines are
 * 1-based, sizes are in bytes, durations in milliseconds, and times in milliseconds since 1970.
 */

import type { BlockWords, Change, CheckWords } from './fence/index.ts';
import type { Place } from './place.ts';

export type { DiffLine, FileDiff } from './diff-line.ts';
export type { By, CommandEnd, Entry, Event, PausedProgram, Workspace } from './entry.ts';
export type { Change, Ready } from './fence/index.ts';
export type { End, Explanation, Nearest, Verdict } from './outcome.ts';
export type { Place } from './place.ts';

/** A guide after parsing: its pages, inputs, option groups and blocks, all in reading order. */
export interface Runbook {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly overview: Overview;
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
  /** What may be read differently than the author meant; not errors. */
  readonly warnings: readonly Warning[];
}

export interface Warning extends Place {
  readonly message: string;
}

/** What the author says of a guide before anything runs, in sentences. */
export interface Overview {
  readonly needs: readonly string[];
  readonly costs: readonly string[];
  readonly changes: readonly string[];
}

/** `slug` is the page's name inside its guide; the first page of a guide is `index`. */
export interface Page {
  readonly slug: string;
  readonly title: string;
  readonly file: string;
  /** Whether its blocks are optional: they can be run, but do not count as steps. */
  readonly optional: boolean;
}

export type InputType = 'string' | 'int' | 'bool' | 'enum' | 'path' | 'url' | 'secret';

/** A value that the reader supplies. Blocks receive it as an environment variable, and in no other way. */
export interface Input {
  readonly name: string;
  readonly type: InputType;
  readonly label: string;
  readonly help: string | null;
  readonly default: string | null;
  /** What a value may look like; never taken for one. */
  readonly example: string | null;
  readonly pattern: string | null;
  readonly required: boolean;
  /** The allowed values of an `enum`, else empty. */
  readonly values: readonly string[];
}

/** Options of which the reader chooses one. The blocks of the others do not run, and do not count. */
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

/** The reader's own folder that a guide works in: the input with its path, and what it should contain. */
export interface OwnFolder {
  readonly input: string;
  /** Relative paths that must exist in it, to recognize the right project. */
  readonly holds: readonly string[];
}

/** Why no session can open in a folder. */
export type FolderProblem =
  | { readonly is: 'relative' | 'absent' | 'below-file' | 'circle' | 'closed' | 'file' }
  | { readonly is: 'other'; readonly lacks: readonly string[] }
  | { readonly is: 'unknown'; readonly why: string };

/** The folder that a practice session copies, and the inputs that it sets. `free-port` stands for a free TCP port. */
export interface Practice {
  readonly folder: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** A fence that runs, with its words (all of them are listed in fence/words.ts) and its place. */
export interface Block extends Place, Omit<BlockWords, 'id' | 'title' | 'timeout' | 'stop' | 'change'> {
  readonly id: string;
  readonly title: string;
  /** The other tool for which it was written, such as "scrut"; null for Guidepost. */
  readonly tool: string | null;
  /** The slug of its page. */
  readonly page: string;
  /** The fence's language: bash, sh, zsh, console, python, js, sql … */
  readonly language: string;
  /**
   * What is executed, byte for byte. For a `console` fence: the commands without their prompts, and tests of their exit
   * codes. For a file change: its text.
   */
  readonly script: string;
  /** Whether it runs as if typed at a terminal: a command that fails does not end it. */
  readonly typed: boolean;
  /** Of a session: what is printed before its further commands. */
  readonly echoes: readonly Echo[];
  /** The options that must all be chosen for this block to be active, outermost first. */
  readonly options: readonly Choice[];
  readonly only: 'practice' | 'mine' | null;
  /** The names of the inputs that it uses. */
  readonly uses: readonly string[];
  readonly timeout: number;
  /** The time from TERM to KILL. */
  readonly stop: number;
  /** What it does to files instead of running a script. */
  readonly change: Change | null;
  /** The author's **If this fails:** text after a block without a check, in Markdown. */
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

/** A check: what a block must print. */
export interface Expectation extends Place, Omit<CheckWords, 'of'> {
  /** The lines of the fence, verbatim. */
  readonly lines: readonly string[];
  /** The line number in the file of each of them; in a `console` fence there may be others in between. */
  readonly at: readonly number[];
  /** The author's **If this fails:** text, in Markdown. */
  readonly help: string | null;
  /** The other tool for which it was written; `lines` are translated into our syntax. Null for Guidepost. */
  readonly tool: string | null;
  /** Why it cannot be checked, so that it always fails; null if it can. */
  readonly unchecked: string | null;
}
