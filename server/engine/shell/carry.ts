/**
 * What one block leaves for the next: reads the dump that the prelude writes at exit and turns it into shell text that
 * brings it back. Text is latin1 throughout, one character per byte, so that no value is damaged on the way.
 *
 * Values stay in bash's own quoting. Only names and attributes are looked at: a read-only variable comes back writable
 * (a block may be run again), and what bash or Guidepost own does not come back at all.
 */
import type { Bash } from './bash.ts';

export interface Carried {
  readonly variables: readonly Variable[];
  readonly functions: string;
  readonly exportedFunctions: readonly string[];
  readonly aliases: string;
  /** Names of `shopt` and of `set -o` that are on. */
  readonly shopts: readonly string[];
  readonly options: readonly string[];
  /** Null: the home of the session, wherever that is by then. */
  readonly directory: string | null;
}

export interface Variable {
  readonly name: string;
  /** The letters after `declare -`, without `r`. */
  readonly flags: string;
  /** In bash's quoting; null when declared without a value. */
  readonly value: string | null;
}

const SECTIONS = ['variables', 'shopts', 'functions', 'exports', 'aliases', 'directory', 'end'] as const;

/** The first line of a dump. */
export function beginOfDump(nonce: string): string {
  return `${nonce} ${SECTIONS[0]}\n`;
}

/** Reads a dump whose sections begin with lines `nonce name`; null when its end never came. */
export function readDump(text: string, nonce: string): Carried | null {
  const parts = new Map<string, string>();
  let at = 0;
  for (const [index, section] of SECTIONS.entries()) {
    const begin = text.indexOf(`${nonce} ${section}\n`, at);
    if (begin < 0) return null;
    const from = begin + nonce.length + section.length + 2;
    const next = SECTIONS[index + 1];
    at = next === undefined ? from : text.indexOf(`${nonce} ${next}\n`, from);
    if (at < 0) return null;
    parts.set(section, text.slice(from, at));
  }
  const part = (name: (typeof SECTIONS)[number]) => parts.get(name) ?? '';
  const variables = readVariables(part('variables'));
  const list = (name: string) => {
    const value = variables.find((one) => one.name === name)?.value;
    return value === undefined || value === null ? null : value.replaceAll('"', '').split(':');
  };
  return {
    variables: variables.filter(({ name }) => !isInternal(name)),
    functions: part('functions'),
    exportedFunctions: [...part('exports').matchAll(/^declare -fx\S* (\S+)$/gm)].map(([, name]) => name ?? ''),
    aliases: part('aliases'),
    // bash 3.2 has no BASHOPTS; there the section holds what `shopt -s` prints.
    shopts: list('BASHOPTS') ?? [...part('shopts').matchAll(/^(\w+)\s/gm)].map(([, name]) => name ?? ''),
    options: list('SHELLOPTS') ?? [],
    directory: part('directory').replace(/\n$/, ''),
  };
}

/** The environment of the first block. */
export function initialState(env: Readonly<Record<string, string>>, { shopts, options }: Bash): Carried {
  const variables = Object.entries(env)
    .filter(([name]) => isName(name) && !isInternal(name))
    .map(([name, value]) => ({ name, flags: 'x', value: quote(toBytes(value)) }));
  return {
    variables,
    functions: '',
    exportedFunctions: [],
    aliases: '',
    shopts,
    options: [...options, 'errexit', 'pipefail'],
    directory: null,
  };
}

/** Whether a name can be a variable of bash; others only pass through the process environment. */
export function isName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

/** As bash would be told it: `it's` becomes `'it'\''s'`. */
export function quote(bytes: string): string {
  return `'${bytes.replaceAll("'", "'\\''")}'`;
}

export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The plain value of a scalar, as a program would see it; null for arrays and what is declared without a value. */
export function plainValue({ flags, value }: Variable): string | null {
  if (value === null || /[aA]/.test(flags)) return null;
  const inner = value.startsWith("$'") ? unescapeAnsi(value.slice(2, -1)) : unquote(value);
  return Buffer.from(inner, 'latin1').toString('utf8');
}

const INTERNAL =
  /^(_|BASH|BASHOPTS|BASHPID|BASH_[A-Z0-9_]+|COMP_WORDBREAKS|DIRSTACK|EPOCH(REALTIME|SECONDS)|EUID|FUNCNAME|GROUPS|HISTCMD|LINENO|OPTERR|OPTIND|PIPESTATUS|PPID|PWD|RANDOM|SECONDS|SHELLOPTS|SHLVL|SRANDOM|UID|GUIDEPOST_.*|__guidepost.*)$/;

function isInternal(name: string): boolean {
  return INTERNAL.test(name);
}

/** `declare -x NAME="value"` records; a value may span lines, so quotes are followed to its end. */
function readVariables(text: string): Variable[] {
  const found: Variable[] = [];
  const head = /declare -(\S+) ([A-Za-z_][A-Za-z0-9_]*)/y;
  let at = 0;
  while (at < text.length) {
    head.lastIndex = at;
    const match = head.exec(text);
    const end = endOfRecord(text, match ? head.lastIndex : at);
    if (match) {
      const [, letters = '', name = ''] = match;
      const value = text[head.lastIndex] === '=' ? text.slice(head.lastIndex + 1, end) : null;
      found.push({ name, flags: letters.replace(/[-r]/g, ''), value });
    }
    at = end + 1;
  }
  return found;
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

function unquote(value: string): string {
  return value.replace(/"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\([\s\S])/g, (_, double, single, escaped) =>
    double === undefined ? (single ?? escaped) : String(double).replace(/\\([$`"\\\n])/g, '$1'),
  );
}

const ANSI: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescapeAnsi(text: string): string {
  return text.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal, letter) =>
    octal === undefined
      ? (ANSI[String(letter)] ?? String(letter))
      : String.fromCharCode(Number.parseInt(octal, 8) & 255),
  );
}
