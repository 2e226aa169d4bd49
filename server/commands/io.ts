import type { Readable } from 'node:stream';

/** A command: `args` are the words after its name. Resolves to the exit code. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;

/** Everything through which a command reaches the outside; only `process-io.ts` uses the process itself. */
export interface Io {
  /** Write to stdout and stderr, without adding a line end. Escape sequences other than colors are removed. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The user's current folder, to which paths on the command line are relative. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly facts: Facts;
  /** Asks in the terminal; resolves to null if there is none. */
  readonly ask: (question: string) => Promise<string | null>;
  /**
   * Calls `listener` instead of ending the process: on Ctrl-C, TERM and HUP, and with SIGPIPE when nobody reads stdout
   * any longer. Returns the function that stops this.
   */
  onInterrupt(listener: (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGPIPE') => void): () => void;
}

interface Facts {
  /** The absolute path of Guidepost's own folder, which contains package.json. */
  readonly root: string;
  /** Whether both stdin and stdout are terminals. */
  readonly canAsk: boolean;
  /** Whether stdout is a terminal. */
  readonly isTerminal: boolean;
  readonly color: boolean;
  readonly columns: number;
}

/** Moves the cursor to the start of the line, and clears the line. */
export const OVER = '\r\u{1B}[2K';

/** The exit codes of every command. 70 is EX_SOFTWARE of sysexits: a bug of ours. */
export const EXIT = { passed: 0, failed: 1, wrong: 2, broken: 70, interrupted: 130 } as const;

/** A mistake of the user on the command line: one line on stderr, exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
