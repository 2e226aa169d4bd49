/**
 * What an old bash prints of its state in a way that it cannot read back. 3.2 puts a byte 0x01 before every 0x01 and
 * 0x7f of a function or an array, leaves `~` unquoted, and prints what follows a here-document below it, as up to 4.4
 * do with the second of two:
 *
 *     cat  <<EOF
 *     text
 *     EOF
 *      | sort
 */

/** Without the bytes that 3.2 adds. */
export function withoutMarks(printed: string): string {
  return printed.replaceAll(/\x01([\x01\x7f])/g, '$1');
}

/** Words that `printf %q` has quoted. */
export function withQuotedTildes(words: string): string {
  return words.replaceAll(/\$'(?:[^'\\]|\\[^])*'|\\[^]|~/g, (part) => (part === '~' ? '\\~' : part));
}

/** Puts what stands below the end of a here-document back into the line that begins it. */
export function withWholeCommands(functions: string): string {
  const lines = functions.split('\n');
  const out: string[] = [];
  for (let at = 0; at < lines.length;) {
    let command = lines[at++] ?? '';
    const texts: string[] = [];
    for (let end = endOf(command, lines, at); end !== null; end = endOf(command, lines, at)) {
      texts.push(...lines.slice(at, end + 1));
      at = end + 1;
      if (!CONTINUES.test(lines[at] ?? '')) break;
      command += lines[at++] ?? '';
    }
    out.push(command, ...texts);
  }
  return out.join('\n');
}

/** How a line begins that no command can begin with. */
const CONTINUES = /^(?: [|&]|;|<<| \d*<<)/;

/** Where the here-document ends that this command, printed above line `from`, begins at its end; null without one. */
function endOf(command: string, lines: readonly string[], from: number): number | null {
  const [, quoted, plain] = /<<-?(?:'([^']*)'|([^\s'"<>|&;()]+))$/.exec(command) ?? [];
  const at = lines.indexOf(quoted ?? plain ?? '', from);
  return (quoted ?? plain) === undefined || at < 0 ? null : at;
}
