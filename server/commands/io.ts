import type { Readable } from 'node:stream';

/** A command of the CLI: `args` are the words after its name; resolves to the exit code. */
export type Command = (args: readonly string[], io: Io) => Promise<number>;

/** What a command may know and say. Only the door that made it (server/cli.ts) touches the process itself. */
export interface Io {
  /** Writes to stdout, respectively stderr; the caller ends its lines. Of escape sequences only colors get through. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Where the user stands; relative paths of the command line start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly facts: Facts;
  /** Asks on the terminal; null when there is none to ask. */
  readonly ask: (question: string) => Promise<string | null>;
  /**
   * Calls `listener` on Ctrl-C, TERM and HUP, and with SIGPIPE when nobody reads stdout any more, instead of ending;
   * returns the function that stops it.
   */
  onInterrupt(listener: (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGPIPE') => void): () => void;
}

interface Facts {
  /** Guidepost's own folder, absolute: where package.json and content/ stand. */
  readonly root: string;
  /** stdin and stdout are terminals. */
  readonly canAsk: boolean;
  /** stdout is a terminal. */
  readonly isTerminal: boolean;
  readonly color: boolean;
  readonly columns: number;
}

/** Goes back to the begin of the line and clears it. */
export const OVER = '\r\u{1B}[2K';

/** Exit codes, the same for every command. 70 is sysexits' EX_SOFTWARE: our own mistake. */
export const EXIT = { passed: 0, failed: 1, wrong: 2, broken: 70, interrupted: 130 } as const;

/** The caller's mistake: said in one line on stderr, exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
