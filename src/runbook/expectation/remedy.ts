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
  [/EADDRINUSE|address already in use/i, 'Another program is using this port: stop it, or use another port.'],
];

/** The advice for the last line that matches; null if none does. `command`: the line of the script that failed. */
export function remedyFor(lines: readonly Pick<SeenLine, 'text'>[], command: string | null): string | null {
  for (const { text } of lines.slice(-100).toReversed())
    for (const [says, remedy] of REMEDIES) if (says.test(drawControls(text.slice(0, 1000)))) return remedy;
  if (command !== null && /^\s*(?:read|select)\b/.test(command))
    return 'This line waits for typed input, but has no terminal: write tty on the block, or pass the value as an input.';
  return null;
}
