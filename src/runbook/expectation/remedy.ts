/** Advice about an error that a program or the shell prints: often a fence word is missing in the guide. */
import { drawControls } from './visible.ts';
import type { SeenLine } from './recorder.ts';

const REMEDIES: readonly (readonly [says: RegExp, remedy: string])[] = [
  [
    /sudo:.*(?:a terminal is required|no tty present|a password is required)/i,
    'sudo asks for a password, which needs a terminal: write tty on the block.',
  ],
  [
    /not a tty\b|EOFError: EOF when reading a line|inappropriate ioctl|must be run (?:from|in) a terminal|requires? an? (?:interactive )?(?:terminal|tty)\b|cannot read (?:from )?stdin/i,
    'The program waits for typed input, but has no terminal: write tty on the block, or pass the value as an input.',
  ],
  [
    /syntax error near unexpected token [`']newline'|^[^:]*: (?:line \d+: )?[\w-]*[-_][\w-]*: No such file or directory$/,
    'Where the command has a placeholder such as <package-name>, the shell reads it as a redirection: replace it, or declare an input.',
  ],
  [
    /are you root\?|must be (?:run as )?root|requires? root|run (?:this |it )?(?:as root|with sudo)|lock file [^ ]*\/var\/lib|superuser privileges|EACCES: permission denied/i,
    'This needs administrator rights: put sudo before the command, and write tty on the block if sudo asks for a password.',
  ],
  [/: command not found$/, 'Install that program, or correct its name in the block.'],
  [
    /No space left on device|\bENOSPC\b/i,
    'The disk is full, or it cannot hold more files: df -h and df -i show which. Delete what is not needed.',
  ],
  [/Disk quota exceeded|\bEDQUOT\b/i, 'Your share of the disk is used up: delete what is not needed.'],
  [/Read-only file system|\bEROFS\b/i, 'Nothing can be written there: choose another folder, or mount it for writing.'],
  [/Too many open files|\bEMFILE\b/i, 'The program opened too many files: ulimit -n shows the limit.'],
  [
    /Cannot allocate memory|^MemoryError\b|heap out of memory|\bENOMEM\b|OutOfMemoryError/i,
    'There was not enough memory: end other programs, or give this one less to do.',
  ],
  [
    /Could not resolve host|name resolution|Name or service not known|\bENOTFOUND\b|\bEAI_AGAIN\b/i,
    'This host name is unknown: correct it, or check the connection to the internet.',
  ],
  [
    /Connection refused|\bECONNREFUSED\b/i,
    'Nothing listens at that address: start the server first, or correct the port.',
  ],
  [/EADDRINUSE|address already in use/i, 'Another program is using this port: stop it, or use another port.'],
];

/** What an exit code stands for that the shell has made of a signal. */
const SIGNALS: ReadonlyMap<number, string> = new Map([
  [134, 'SIGABRT: it found a bug in itself'],
  [135, 'SIGBUS: it found a bug in itself'],
  [136, 'SIGFPE: it computed something that has no result, such as a division by zero'],
  [137, 'SIGKILL, as the system does when memory runs out'],
  [139, 'SIGSEGV: it has a bug, or one of its files is damaged'],
  [
    141,
    'SIGPIPE: the program that read its output, such as head, ended first. If that is intended, write || true after the pipe',
  ],
  [152, 'SIGXCPU: it took more time than ulimit -t allows'],
  [153, 'SIGXFSZ: a file grew larger than ulimit -f allows'],
]);

/**
 * The advice for the last line that matches, or for the exit code; null if there is none. `command`: the line of the
 * script that failed.
 */
export function remedyFor(
  lines: readonly Pick<SeenLine, 'text'>[],
  command: string | null,
  code: number | null,
): string | null {
  for (const { text } of lines.slice(-100).toReversed())
    for (const [says, remedy] of REMEDIES) if (says.test(drawControls(text.slice(0, 1000)))) return remedy;
  if (command !== null && /^\s*(?:read|select)\b/.test(command))
    return 'This line waits for typed input, but has no terminal: write tty on the block, or pass the value as an input.';
  const signal = SIGNALS.get(code ?? 0);
  if (signal !== undefined && !/\bexit\b/.test(command ?? 'exit'))
    return `Exit code ${code} means that a signal ended a program: ${signal}.`;
  if (code === 126 && lines.some(({ text }) => text.endsWith(': Permission denied')))
    return 'This file is not executable: run chmod +x on it, or start it with its program, as in bash FILE.';
  return null;
}
