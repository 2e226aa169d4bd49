/**
 * Reads a pasted terminal session, line by line: what was typed, and what was printed. The parser makes a script and a
 * check of it; the page marks and copies its lines.
 *
 *     $ make install          typed after a prompt (PROMPTS), even indented
 *     > DESTDIR=/tmp          continues it, as `> ` directly below; so does any line below `\`, `|`, `&&` or `||`, and
 *                             what belongs to a here-document, a loop, a function or an open quote
 *     installed               printed, without the indentation of the prompt
 *     [2]                     or `? 2`: the exit code, as the last line of what a command printed
 *
 *     # and then              blank lines and comments before the next prompt: printed or not, both pass
 *     $ make check
 */
export type DialogLine =
  | {
      readonly is: 'typed';
      readonly text: string;
      /** Where a command begins: its line, prompt and all. */ readonly begins: string | null;
    }
  | { readonly is: 'printed'; readonly text: string }
  | { readonly is: 'aside'; readonly text: string }
  | { readonly is: 'code'; readonly code: number };

/** What shells and their usual themes print: of Linux, of zsh and bash on macOS, of Fedora, and without a start file. */
const PROMPTS = [
  /\$/,
  /[\w.-]+@[\w.-]+[: ]\S* ?[$%#]/,
  /[\w.-]+:\S* [\w.-]+[$#]/,
  /\[[\w.-]+@[\w.-]+ [^\]]+\][$#]/,
  /(?:ba|da|k|z)?sh-[\d.]+[$#]/,
  /❯/,
  /➜ {1,2}\S+(?: git:\(\S+\))?(?: ✗)?/,
];

const PROMPT = new RegExp(
  String.raw`^([ \t]*)(?:\([\w.+-]+\) ?)?(?:${PROMPTS.map(({ source }) => source).join('|')})(?: (.*)|$)`,
);

/**
 * Whether a fence in a shell's language is a pasted session: its first line, except blanks and comments, has a prompt.
 */
export function beginsWithPrompt(value: string): boolean {
  return PROMPT.test(value.split('\n').find((line) => !/^\s*(#.*)?$/.test(line)) ?? '');
}

export function hasPrompt(value: string): boolean {
  return value.split('\n').some((line) => PROMPT.test(line));
}

export function readDialog(lines: readonly string[]): readonly DialogLine[] {
  const read: DialogLine[] = [];
  while (read.length < lines.length) {
    const prompt = PROMPT.exec(lines[read.length] ?? '');
    if (prompt) read.push(...readTyped(lines, read.length, prompt[1] ?? '', prompt[2] ?? ''));
    else read.push(...readPrinted(lines, read.length, indentBefore(lines, read.length)));
  }
  return read;
}

/** Reads one command, with the lines that continue it. */
function readTyped(lines: readonly string[], from: number, indent: string, first: string): DialogLine[] {
  const typed = [first];
  for (let end: RegExp | null = null; from + typed.length < lines.length;) {
    const at = from + typed.length;
    const line = unindent(lines[at] ?? '', indent);
    const continued = /^>(?: (.*)|$)/.exec(line);
    const text: string = continued ? (continued[1] ?? '') : line;
    const before: string = typed.at(-1) ?? '';
    if (end === null && !continued && !isOpen(before)) {
      end = endOf(before);
      const to = lines.findIndex((one, index) => index >= at && end?.test(unindent(one, indent)));
      // Only a here-document may contain a prompt.
      if (to < 0 || (heredocEnd(before) === null && lines.slice(at, to).some((one) => PROMPT.test(one)))) break;
    }
    if (end?.test(text)) end = null;
    typed.push(text);
  }
  const begins = unindent(lines[from] ?? '', indent);
  return typed.map((text, index) => ({ is: 'typed', text, begins: index === 0 ? begins : null }));
}

/** Reads what was printed before the next prompt. */
function readPrinted(lines: readonly string[], from: number, indent: string | null): DialogLine[] {
  const next = lines.findIndex((line, index) => index >= from && PROMPT.test(line));
  const printed = lines.slice(from, next < 0 ? lines.length : next).map((line) => unindent(line, indent ?? ''));
  const asides = indent === null ? printed.length : asidesAtEnd(printed, next < 0);
  const last = printed.length - asides;
  const code = /^(?:\[(\d{1,3})\]|\? (\d{1,3}))\s*$/.exec(printed[last - 1] ?? '');
  return printed.map((text, index): DialogLine => {
    if (index >= last) return { is: 'aside', text };
    if (code && index === last - 1) return { is: 'code', code: Number(code[1] ?? code[2]) };
    return { is: 'printed', text };
  });
}

/** How many lines at the end are blank, or comments below a blank line on the next command. */
function asidesAtEnd(printed: readonly string[], isEnd: boolean): number {
  const isBlank = (line: string | undefined) => line?.trim() === '';
  const blank = printed.length - printed.findLastIndex((line) => !isBlank(line)) - 1;
  if (isEnd) return blank;
  const all = printed.length - printed.findLastIndex((line) => !isBlank(line) && !/^#( |$)/.test(line)) - 1;
  return isBlank(printed[printed.length - all]) ? all : blank;
}

/** The indentation of the command above; null if there is no command. */
function indentBefore(lines: readonly string[], at: number): string | null {
  const prompt = lines.slice(0, at).findLast((line) => PROMPT.test(line));
  return prompt === undefined ? null : (PROMPT.exec(prompt)?.[1] ?? '');
}

function unindent(line: string, indent: string): string {
  return line.startsWith(indent) ? line.slice(indent.length) : line.trimStart();
}

/** Whether the shell would continue the command on the next line. */
function isOpen(line: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\$|(?:\|\|?|&&)\s*$/.test(line);
}

/** Matches the line that ends what a command begins: a here-document, a compound command or a quote. */
function endOf(line: string): RegExp | null {
  return heredocEnd(line) ?? compoundEnd(line) ?? quoteEnd(line);
}

function heredocEnd(line: string): RegExp | null {
  const [, tabs, single, double, bare] = /(?<!<)<<(-?)\s*(?:'([^']+)'|"([^"]+)"|\\?([\w.-]+))/.exec(line) ?? [];
  const word = single ?? double ?? bare;
  if (word === undefined) return null;
  return new RegExp(`^${tabs === '-' ? '\\t*' : ''}${word.replaceAll(/[^\w]/g, '\\$&')}$`);
}

/** The end of a compound command is not indented by more than the prompt; a deeper one belongs to another command. */
function compoundEnd(line: string): RegExp | null {
  const found = COMPOUNDS.find(([begins, ends]) => begins.test(line) && !ends.test(line));
  return found === undefined ? null : new RegExp(`^ {0,2}(?:${found[1].source})`);
}

const COMPOUNDS: readonly (readonly [begins: RegExp, ends: RegExp])[] = [
  [/^(for|while|until|select)\b/, /\bdone\b/],
  [/^if\b/, /\bfi\b/],
  [/^case\b/, /\besac\b/],
  [/\{\s*$/, /\}/],
  [/^\(\s*$/, /\)/],
];

function quoteEnd(line: string): RegExp | null {
  const open = line.replaceAll(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/g, '');
  const quote = /['"]/.exec(open)?.[0];
  // An apostrophe in a comment opens no quote.
  return quote === undefined || /(^|\s)#/.test(open) ? null : new RegExp(`^[^${quote}]*${quote}`);
}
