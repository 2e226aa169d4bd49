/** Turns a session of commands and their outputs into a script and one check. */
import { testCode } from '../dialog-block.ts';
import { hasPrompt } from '../dialog.ts';
import { echoBefore } from '../echoes.ts';
import { literalLine } from '../expectation/index.ts';
import type { Echo } from '../model.ts';
import { escaped, regex } from './lines.ts';
import type { Adopted, ForeignCheck, ForeignLine } from './types.ts';

export interface Command {
  readonly typed: readonly string[];
  /** The line number of its first line in the file. */
  readonly at: number;
  readonly expects: readonly ForeignLine[];
  /** The expected exit code; `any` if its tool does not check it. */
  readonly code: number | 'any';
}

interface SessionWords {
  readonly check?: ForeignCheck['words'];
  /** Shell code before the first command. */
  readonly before?: readonly string[];
  readonly unchecked?: string | null;
}

/**
 * All commands run, even after one that fails, and each is compared with its own output. The check expects the exit
 * code of the last one.
 */
export function session(
  own: readonly Command[],
  line: number,
  { check = {}, before = [], unchecked = null }: SessionWords = {},
): Pick<Extract<Adopted, { as: 'block' }>, 'script' | 'typed' | 'echoes' | 'pasted' | 'check'> {
  const settings = before.map((text) => ({ typed: [text], at: line, expects: [], code: 'any' as const }));
  const commands = [...settings, ...own];
  const printed = commands.some(({ expects }) => expects.length > 0);
  const script: string[] = [];
  const lines: ForeignLine[] = [];
  const echoes: Echo[] = [];
  for (const [index, { typed, at, expects, code }] of commands.entries()) {
    const echo = index > 0 && printed ? echoBefore(script.length + 1, prompted(typed), typed.join('\n')) : [];
    echoes.push(...echo);
    lines.push(...echo.map(({ text }) => ({ text: literalLine(text), at })), ...expects);
    script.push(...typed, ...(index === commands.length - 1 || code === 'any' ? [] : [testCode(code, true)]));
  }
  const words = { ...check, exit: commands.at(-1)?.code ?? 0 };
  return {
    script: `${script.join('\n')}\n`,
    typed: printed || own.length > 1,
    echoes,
    pasted: commands.flatMap(pasted).join('\n'),
    check: printed
      ? { words, lines, unchecked }
      : {
          words: { ...words, never: true, exact: false, eol: false },
          lines: [{ text: '[..]', at: line }],
          unchecked,
        },
  };
}

function prompted([first = '']: readonly string[]): string {
  return `$ ${first}`.trimEnd();
}

/** The text of the session as in a terminal; the exit code of the last command is on the fence instead. */
function pasted({ typed, expects, code }: Command, index: number, all: readonly Command[]) {
  const isLast = index === all.length - 1;
  return [
    prompted(typed),
    ...typed.slice(1).map((text) => `> ${text}`.trimEnd()),
    ...expects.map(({ text }) => (hasPrompt(text) ? regex(escaped(text)) : text)),
    ...(isLast || code === 'any' ? [] : [`[${code}]`]),
  ];
}

interface Prompts {
  readonly first: RegExp;
  readonly next: RegExp;
}

export interface Entered {
  readonly typed: readonly string[];
  /** The index of its first line among the lines that were read. */
  readonly at: number;
  readonly printed: readonly { readonly text: string; readonly at: number }[];
}

/** Reads commands after prompts, with the lines below each; `above` are the lines before the first. */
export function entered(lines: readonly string[], { first, next }: Prompts = PROMPTS) {
  const all: { typed: string[]; at: number; printed: { text: string; at: number }[] }[] = [];
  const above: string[] = [];
  for (const [at, line] of lines.entries()) {
    const last = all.at(-1);
    const begun = first.exec(line);
    const continued = last && last.printed.length === 0 ? next.exec(line) : null;
    if (begun) all.push({ typed: [begun[1] ?? ''], at, printed: [] });
    else if (continued) last?.typed.push(continued[1] ?? '');
    else if (last) last.printed.push({ text: line, at });
    else above.push(line);
  }
  return { commands: all as readonly Entered[], above };
}

const PROMPTS: Prompts = { first: /^\$(?: (.*)|$)/, next: /^>(?: (.*)|$)/ };
