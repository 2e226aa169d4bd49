/**
 * The lines of cram, and of scrut, which uses the same:
 *
 *     text                    this line; in scrut also `text (equal)`
 *     te*t? (glob)            `*` and `?`; cram has `\*` for a star
 *     te.t (re)               a regular expression for the whole line; in scrut also `(regex)`
 *     te\x1bt (esc)           invisible characters; in scrut also `(escaped)`, and `(escaped) (glob)`
 *     text (no-eol)           the last line, without a line end
 *     text (*)  te*t (glob+)  scrut's quantifiers `?`, `*` and `+`
 *     [1]                     the exit code
 */
import { glob, literal, often, regex, unescaped } from './lines.ts';
import { type Command, type Entered, entered } from './session.ts';

export type Dialect = 'cram' | 'scrut';

const FORMS: Readonly<Record<Dialect, RegExp>> = {
  cram: /^(.*) \((glob|re|esc|no-eol)\)$/s,
  scrut:
    /^(.*?)(?: \((?:escaped|esc)\)(?= \((?:glob|gl)))? \((equal|eq|no-eol|escaped|esc|glob|gl|regex|re)?([?*+])?\)$/s,
};

function cramLine(line: string, dialect: Dialect): string {
  const [, text, kind = '', quantifier = ''] = FORMS[dialect].exec(line) ?? [];
  if (text === undefined || kind + quantifier === '') return literal(line);
  const isEscaped = text.length + ` (${kind}${quantifier})`.length < line.length;
  switch (kind) {
    case 'glob':
    case 'gl':
      return often(glob(isEscaped ? unescaped(text) : text, dialect === 'cram'), quantifier);
    case 're':
    case 'regex':
      return often(regex(text), quantifier);
    case 'esc':
    case 'escaped':
      return often(literal(unescaped(text)), quantifier);
    case 'no-eol':
      return literal(line);
    default:
      return often(literal(text), quantifier);
  }
}

/** `line` is the line number of the first of these in the file. */
export function cramCommands(lines: readonly string[], line: number, dialect: Dialect) {
  const { commands, above } = entered(lines);
  return { commands: commands.map((each) => commandOf(each, line, dialect)), above };
}

function commandOf({ typed, at: index, printed }: Entered, line: number, dialect: Dialect): Command {
  const code = printed.findLast(({ text }) => CODE.test(text));
  const expects = printed
    .filter((each) => each !== code)
    .map(({ text, at }) => ({ text: cramLine(text, dialect), at: line + at }));
  return { typed, at: line + index, expects, code: Number(CODE.exec(code?.text ?? '')?.[1] ?? 0) };
}

const CODE = /^\[(\d{1,3})\]$/;
