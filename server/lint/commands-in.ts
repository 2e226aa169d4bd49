/** The simple commands of a script, found by its lines: good enough to recognize a program that somebody starts. */

export interface Command {
  /** With single blanks between its words. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Whether its standard input comes from somewhere: a pipe, a file, a here-document. */
  readonly isFed: boolean;
  /** Whether the script does not wait for it, or ends it after a time. */
  readonly isBackground: boolean;
}

export function commandsIn(script: string): readonly Command[] {
  const found: Command[] = [];
  let heredoc: string | null = null;
  let depth = 0;
  for (const { text, number } of wholeLines(script)) {
    if (heredoc !== null) {
      if (text.trim() === heredoc) heredoc = null;
      continue;
    }
    heredoc = /<<-?\s*\\?(["']?)(\w+)\1/.exec(text)?.[2] ?? null;
    const before = depth;
    depth = Math.max(0, depth + depthOf(text));
    // What stands in a loop or a function may get its input from outside of it.
    if (before === 0 && depth === 0) found.push(...commandsOf(text, number));
  }
  return found;
}

/** Lines that a backslash or an open quote continues are one. */
function* wholeLines(script: string): Generator<{ readonly text: string; readonly number: number }> {
  let [text, number] = ['', 0];
  for (const [index, line] of script.split('\n').entries()) {
    if (text === '') number = index + 1;
    text += line;
    if (line.endsWith('\\')) text = `${text.slice(0, -1)} `;
    else if (/["']/.test(withoutComment(text))) text += ' ';
    else {
      yield { text, number };
      text = '';
    }
  }
}

function withoutComment(line: string): string {
  return withoutQuoted(line).replace(/(?<=^|\s)#.*/, '');
}

/** How many compound commands begin, minus those that end. */
function depthOf(line: string): number {
  const bare = withoutComment(line);
  const count = (words: RegExp) => [...bare.matchAll(words)].length;
  return (
    count(/(?:^|[;&|(]\s*|\b(?:then|do|else)\s+)(?:while|until|for|select|if|case|\{)(?=\s)|\(\)\s*\{/g) -
    count(/(?:^|[;&|]\s*)(?:done|fi|esac|\})(?=\s|[;&|<>)]|$)/g)
  );
}

function commandsOf(line: string, number: number): readonly Command[] {
  const bare = withoutComment(line);
  if (/^\s*(?:while|until|for|if|case)\b/.test(bare)) return [];
  const parts = bare.split(/(\|\||&&|;|\|&?|(?<![<>&])&(?![>&]))/);
  const commands: Command[] = [];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const text = line
      .slice(at, at + part.length)
      .trim()
      .replaceAll(/\s+/g, ' ');
    at += part.length;
    if (index % 2 === 1 || text === '') continue;
    commands.push({
      text,
      line: number,
      isFed: /<|\$\(/.test(part) || /^\|&?$/.test(parts[index - 1] ?? ''),
      isBackground: parts[index + 1] === '&' || /^(?:sudo )?(?:timeout|nohup|setsid|disown)\b/.test(text),
    });
  }
  return commands;
}

/** What is in quotes becomes blanks of the same length. */
function withoutQuoted(line: string): string {
  return line.replaceAll(/\\.|"(?:\\.|[^"\\])*"|'[^']*'/g, (quoted) => '_'.repeat(quoted.length));
}
