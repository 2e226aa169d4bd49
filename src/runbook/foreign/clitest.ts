/**
 * clitest: commands after `$ `, with their outputs below, or after `#=> ` on the same line, where a word that begins
 * with `--` says how they are compared. Both streams count, the exit code only with `--exit`.
 */
import { escaped, literal, regex } from './lines.ts';
import { type Command, type Entered, entered, session } from './session.ts';
import type { Adopted, ForeignLine, Told, Tool } from './types.ts';

const INLINE = /^(.*?)#=> (.*)$/;

export const clitest: Tool = {
  name: 'clitest',
  read({ lang, value, line }, { body }) {
    if (!/^[ \t]*\$ .*#=> /m.test(body) || !/^\$( |$)/m.test(value)) return null;
    if (!['', 'console', 'sh', 'bash', 'shell', 'shell-session', 'shellsession'].includes(lang)) return null;
    const told: Told[] = [];
    const commands = entered(value.split('\n'), { first: /^\$(?: (.*)|$)/, next: /^(?!)/ })
      .commands.filter(({ typed }) => typed[0] !== '')
      .map((each) => commandOf(each, line + 1, told));
    if (commands.length === 0) return { as: 'shown' };
    const run = session(commands, line, { unchecked: told[0]?.message ?? null });
    return { as: 'block', told, language: 'console', words: {}, ...run } satisfies Adopted;
  },
};

function commandOf(entered: Entered, line: number, told: Told[]): Command {
  return { ...expectedOf(entered, line, told), at: line + entered.at };
}

function expectedOf({ typed: [first = ''], at, printed }: Entered, line: number, told: Told[]): Omit<Command, 'at'> {
  const [, command = first, inline] = INLINE.exec(first) ?? [];
  const typed = [command.trimEnd()];
  if (inline === undefined)
    return { typed, expects: printed.map((each) => ({ text: literal(each.text), at: line + each.at })), code: 'any' };
  const [, how = 'text', rest = inline] =
    /^--(text|lines|file|egrep|perl|regex|exit|eval)(?: (.*))?$/.exec(inline) ?? [];
  const expects = (...texts: readonly string[]): ForeignLine[] => texts.map((text) => ({ text, at: line + at }));
  const isNumber = /^\d{1,4}$/.test(rest);
  switch (isNumber || !['lines', 'exit'].includes(how) ? how : `${how} ${rest}`) {
    case 'lines':
      return {
        typed,
        expects: expects(...Array.from({ length: Math.min(Number(rest), 1000) }, () => '[..]')),
        code: 'any',
      };
    case 'egrep':
      return { typed, expects: expects('...', anywhere(rest), '...'), code: 'any' };
    case 'perl':
    case 'regex':
      return { typed, expects: expects(...found(rest)), code: 'any' };
    case 'exit':
      return { typed, expects: expects('...'), code: Number(rest) };
    case 'text':
      return { typed, expects: expects(literal(rest)), code: 'any' };
    default:
      told.push({ line: line + at, message: `clitest's --${how} is not understood here` });
      return { typed, expects: expects(regex(escaped(rest))), code: 'any' };
  }
}

function anywhere(source: string): string {
  const [starts, ends] = [source.startsWith('^'), source.endsWith('$') && !source.endsWith('\\$')];
  return regex(`${starts ? '' : '.*'}(?:${source.slice(starts ? 1 : 0, ends ? -1 : undefined)})${ends ? '' : '.*'}`);
}

/** An expression for the whole output: `^` matches its beginning, `$` its end. */
function found(source: string): readonly string[] {
  const [starts, ends] = [source.startsWith('^'), source.endsWith('$') && !source.endsWith('\\$')];
  return [...(starts ? [] : ['...']), anywhere(source), ...(ends ? [] : ['...'])];
}
