/**
 * Reads the dump of its state that bash writes (`write-dump.ts`). Versions of bash print values differently, so only
 * names, attributes and where a value ends are parsed here.
 */
import { type Carried, type Variable, isInternal } from './carry.ts';
import { withQuotedTildes, withWholeCommands, withoutMarks } from './printed-by-old.ts';

export const SECTIONS = [
  'variables',
  'locals',
  'shopts',
  'functions',
  'exports',
  'aliases',
  'umask',
  'positional',
  'stack',
  'directory',
  'end',
] as const;

export type Section = (typeof SECTIONS)[number];

/** The line above a section. Its nonce makes sure that no value looks like a heading. */
export function heading(nonce: string, section: Section): string {
  return `${nonce} ${section}\n`;
}

/** Null if the dump is incomplete. `before` supplies what bash cannot report. */
export function readDump(text: string, nonce: string, before: Carried): Carried | null {
  const parts = split(text, nonce);
  if (parts === null) return null;
  const part = (name: Section) => parts.get(name) ?? '';
  const all = readVariables(part('variables'));
  const list = (name: string) => {
    const value = all.find((one) => one.name === name)?.value;
    return value === undefined || value === null ? null : value.replaceAll(/["']/g, '').split(':');
  };
  const kept = all.filter(({ name }) => !isInternal(name));
  // bash 3.2 has no BASHOPTS.
  const shopts = list('BASHOPTS');
  const old = shopts === null;
  const functions = withWholeCommands(
    part('functions').replaceAll(OURS, (text) => (text.includes('__guidepost') ? '' : text)),
  );
  // After each word there is a space; the last word may end in an escaped one.
  const positional = part('positional').replace(/ $/, '');
  return {
    variables: withoutLocals(old ? kept.map(readable) : kept, part('locals'), before),
    functions: old ? withoutMarks(functions) : functions,
    exportedFunctions: [...part('exports').matchAll(/^declare -fx\S* (\S+)$/gm)].map(([, name]) => name ?? ''),
    aliases: withDashes(part('aliases')),
    shopts: shopts ?? [...part('shopts').matchAll(/^(\w+)\s/gm)].map(([, name]) => name ?? ''),
    options: list('SHELLOPTS') ?? [],
    disabled: before.disabled,
    umask: part('umask').trim(),
    // Inside a function `$1` is the function's own.
    positional: positional === '-\n' ? before.positional : old ? withQuotedTildes(positional) : positional,
    stack: part('stack').split('\n').filter(Boolean),
    directory: part('directory').replace(/\n$/, ''),
  };
}

function readable(variable: Variable): Variable {
  const { flags, value } = variable;
  return value !== null && flags.includes('a') ? { ...variable, value: withoutMarks(value) } : variable;
}

/** Makes `alias -='cd -'`, as older versions print it, a command that works. */
function withDashes(aliases: string): string {
  let text = '';
  for (let at = 0, end = 0; at < aliases.length; at = end + 1) {
    end = endOfRecord(aliases, at);
    text += `${aliases.slice(at, end).replace(/^alias (?!-- )-/, 'alias -- -')}\n`;
  }
  return text;
}

/** Our own functions (`line-traps.ts`), as every bash prints them; not an author's function `trap`. */
const OURS = /^(?:__guidepost_\w+|trap) \(\) *\n[^]*?\n\}\n/gm;

function split(text: string, nonce: string): Map<Section, string> | null {
  const parts = new Map<Section, string>();
  let at = 0;
  for (const [index, section] of SECTIONS.entries()) {
    const begin = text.indexOf(heading(nonce, section), at);
    if (begin < 0) return null;
    const from = begin + heading(nonce, section).length;
    const next = SECTIONS[index + 1];
    at = next === undefined ? from : text.indexOf(heading(nonce, next), from);
    if (at < 0) return null;
    parts.set(section, text.slice(from, at));
  }
  return parts;
}

/** If a block ended inside a function, local variables hide the global ones; those keep their value from before. */
function withoutLocals(variables: readonly Variable[], locals: string, before: Carried): Variable[] {
  const hidden = new Set(readVariables(locals).map(({ name }) => name));
  return [
    ...variables.filter(({ name }) => !hidden.has(name)),
    ...before.variables.filter(({ name }) => hidden.has(name)),
  ];
}

/**
 * Records have two forms: `declare -x NAME="value"`; and `NAME=value`, in which bash 3.2 lists all variables, followed
 * by its functions. There, `declare` lines before the list tell the attributes, and a variable missing in it has no
 * value.
 */
function readVariables(text: string): Variable[] {
  const found = new Map<string, Variable>();
  const plain = new Set<string>();
  for (let at = 0; at < text.length && !isAt(/[^\n=]+ \(\) *\n/y, text, at);) {
    RECORD.lastIndex = at;
    const [whole = '', letters, name, equals] = RECORD.exec(text) ?? [];
    const end = endOfRecord(text, at + whole.length);
    if (name !== undefined) {
      const value = equals === '=' ? text.slice(at + whole.length, end) : null;
      const flags = (letters ?? found.get(name)?.flags ?? '').replaceAll(/[-r]/g, '');
      found.set(name, { name, flags: withArray(flags, value), value });
      if (letters === undefined) plain.add(name);
    }
    at = end + 1;
  }
  return [...found.values()].map((one) => (plain.size === 0 || plain.has(one.name) ? one : { ...one, value: null }));
}

const RECORD = /(?:declare -(\S+) )?([A-Za-z_][A-Za-z0-9_]*)(?:(=)|(?=\n))/y;

function isAt(sticky: RegExp, text: string, at: number): boolean {
  sticky.lastIndex = at;
  return sticky.test(text);
}

/** Adds the attribute `a`, which a record `NAME=(…)` does not state. */
function withArray(flags: string, value: string | null): string {
  return value?.startsWith('(') && !/[aA]/.test(flags) ? `a${flags}` : flags;
}

/** Offset of the first newline outside quotes. */
function endOfRecord(text: string, from: number): number {
  const stop = /["'\\\n]/g;
  let at = from;
  for (;;) {
    stop.lastIndex = at;
    const match = stop.exec(text);
    if (!match) return text.length;
    if (match[0] === '\n') return match.index;
    if (match[0] === '\\') at = match.index + 2;
    else if (match[0] === '"') at = endOfQuote(text, match.index + 1, '"');
    else if (text[match.index - 1] === '$') at = endOfQuote(text, match.index + 1, "'");
    else at = text.indexOf("'", match.index + 1) + 1 || text.length;
  }
}

function endOfQuote(text: string, from: number, quoteMark: '"' | "'"): number {
  const stop = quoteMark === '"' ? /["\\]/g : /['\\]/g;
  let at = from;
  for (;;) {
    stop.lastIndex = at;
    const match = stop.exec(text);
    if (!match) return text.length;
    if (match[0] === quoteMark) return match.index + 1;
    at = match.index + 2;
  }
}
