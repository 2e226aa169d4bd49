/**
 * The text that bash reads before a block: it restores the carried state and sets the traps of `line-traps.ts`. It is
 * read through BASH_ENV, because in a script that is sourced by a wrapper `$0`, line numbers and messages are wrong. It
 * calls builtins only, so that nothing forks, and works in bash 3.2.
 */
import type { PseudoTerminal } from '../process/index.ts';
import type { Bash } from './bash.ts';
import type { Carried, Variable } from './carry.ts';
import { KNOW_PIPE, watch, writeTraps } from './line-traps.ts';
import { quote, toBytes } from './quoting.ts';
import { splitEnvironment } from './run-environment.ts';

export interface PreludeSettings {
  readonly state: Carried;
  readonly bash: Bash;
  /** The file that holds the carried functions. */
  readonly functions: string | null;
  /** The folder of the files that are read on demand: `save` and `traps`. */
  readonly files: string;
  /** Whether the state is dumped at the end: only for a script that bash runs itself. */
  readonly dump: boolean;
  /** Whether the lines that run are reported. */
  readonly lines: boolean;
  /** Whether the script ends with the marker REACHED. */
  readonly marked: boolean;
  readonly terminal: Pick<PseudoTerminal, 'path' | 'descriptors'> | null;
  /** A directory to enter that Node could not start bash in. */
  readonly enter: string | null;
}

/**
 * Returns latin1 text, one character per byte, without the variables that `splitEnvironment` passes in the environment.
 * The order matters: first values, then functions (which may have a builtin's name), then what changes how bash reads
 * and runs commands, all on one line, because bash reads a whole line before it runs it.
 */
export function writePrelude(settings: PreludeSettings): string {
  const { state, bash, functions, files, dump, lines, marked, terminal, enter } = settings;
  const via = viaOf(state);
  const { early, late } = splitByTime(splitEnvironment(state).rest);
  const last = [
    changes('set -o', 'set +o', state.options, bash.options, `${via} `),
    functions === null || state.shopts.includes('extglob') ? '' : `${via} shopt -u extglob`,
    state.shopts.includes('expand_aliases') ? `${via} shopt -s expand_aliases` : '',
    ...late.map(declaration),
    dump && lines && !state.options.includes('verbose') ? watch(bash.old) : '',
    state.disabled.length === 0 ? '' : `${via} enable -n ${state.disabled.join(' ')}`,
  ];
  return [
    terminal === null ? '' : attach(terminal),
    'unset BASH_ENV; exec 77>&3 3>&- 78>&2 2>/dev/null; ulimit -S -R "$GUIDEPOST_LIMIT"; unset GUIDEPOST_LIMIT',
    KNOW_PIPE,
    enter === null ? '' : `cd -- ${quote(enter)}; ${before(state)}`,
    early.map((variable) => `${declaration(variable)}\n`).join('') + missing(state),
    state.umask === null ? '' : `umask ${state.umask}`,
    ...state.stack.toReversed().map((folder) => `pushd -n ${folder} >/dev/null`),
    state.positional === '' ? '' : `set -- ${state.positional}`,
    state.aliases,
    changes('shopt -s', 'shopt -u', without(state.shopts, 'expand_aliases'), bash.shopts),
    '[[ -z ${GUIDEPOST_NOTE+x} ]] || printf "guidepost: %s\\n" "$GUIDEPOST_NOTE" >&78; unset GUIDEPOST_NOTE',
    dump ? writeTraps(files, via, bash, marked) : 'exec 77>&-',
    'exec 2>&78 78>&-',
    // The text of a function may need extglob although the next block does not.
    functions === null ? '' : `shopt -s extglob; . ${quote(toBytes(functions))}`,
    `{ ${last.filter(Boolean).join('; ')}; } 2>/dev/null\n`,
  ].join('\n');
}

/**
 * Opens the terminal by its path, which makes it the controlling terminal; the descriptors that bash inherited are
 * non-blocking, and are closed.
 */
function attach({ path, descriptors }: NonNullable<PreludeSettings['terminal']>): string {
  const close = descriptors.map((descriptor) => `${descriptor}>&-`).join(' ');
  return `exec <>${quote(path)} >&0 2>&0 ${close}; stty iutf8 2>/dev/null`;
}

/** Restores OLDPWD, which our own `cd` has changed. */
function before({ variables }: Carried): string {
  const value = variables.find(({ name }) => name === 'OLDPWD')?.value;
  return typeof value === 'string' ? `OLDPWD=${value}` : 'unset OLDPWD';
}

/**
 * The carried functions, each read on its own, so that one that bash cannot read again does no harm to the rest, and is
 * told. The word `function` allows every name. They are in a file of their own, because they change seldom.
 */
export function writeFunctions(state: Carried): string | null {
  if (state.functions === '') return null;
  const via = viaOf(state);
  const define = (text: string) =>
    `${via} eval ${quote(text.replace(/^(?:function )?/, 'function '))} 2>/dev/null || ${via} printf '${GONE}' ${quote(nameOf(text))} >&2\n`;
  const exported = state.exportedFunctions.map((name) => `${via} export -f ${name} 2>/dev/null\n`);
  return [...state.functions.split(HEAD).map(define), ...exported].join('');
}

const GONE = 'guidepost: the function %s is lost: bash cannot read again what it has printed of it\\n';

/** Where a function begins. */
const HEAD = /^(?=(?:function )?\S+ \(\) *\n\{ *\n)/m;

function nameOf(text: string): string {
  return /^(?:function )?(\S+) \(\)/.exec(text)?.[1] ?? '';
}

/** The word for VIA once the carried functions are defined. */
function viaOf({ functions, disabled }: Carried): string {
  return /^builtin \(\)/m.test(functions) || disabled.includes('builtin') ? 'command' : 'builtin';
}

/** Variables whose value changes at once how bash behaves. */
const LATE = ['POSIXLY_CORRECT', 'BASH_COMPAT', 'FUNCNEST'];

function splitByTime(variables: readonly Variable[]) {
  return {
    early: variables.filter(({ name }) => !LATE.includes(name)),
    late: variables.filter(({ name }) => LATE.includes(name)),
  };
}

/**
 * A plain assignment if possible: bash 3.2 adds control characters to a value that `declare` sets, and to those of an
 * array that is set as a whole. Its `declare -x` gives a value to a variable that has none.
 */
function declaration({ name, flags, value }: Variable): string {
  if (value === null) return flags === 'x' ? `export ${name}` : `declare -${flags || '-'} ${name}`;
  if (flags.includes('a') && /[\x01\x7f]/.test(value))
    return `${name}=(); ${elements(name, value)}; declare -${flags} ${name}`;
  if (/[An]/.test(flags)) return `declare -${flags} ${name}=${value}`;
  return flags === '' ? `${name}=${value}` : `${name}=${value}; declare -${flags} ${name}`;
}

function elements(name: string, value: string): string {
  return [...value.matchAll(/(\[\d+\]="(?:[^"\\]|\\[^])*")/g)].map(([element]) => name + element).join('; ');
}

/** Variables that bash sets at its start, to be unset if an earlier block unset them. */
const GIVEN = 'PATH HOME SHELL TERM IFS OLDPWD PS4 HOSTNAME HOSTTYPE MACHTYPE OSTYPE'.split(' ');

/** Unsets such variables. Before the first block the state does not contain bash's own, so nothing is unset. */
function missing({ variables }: Carried): string {
  const names = new Set(variables.map(({ name }) => name));
  const gone =
    names.has('OPTERR') || names.has('OPTIND') || names.has('HOSTTYPE') ? GIVEN.filter((name) => !names.has(name)) : [];
  return gone.length === 0 ? '' : `unset ${gone.join(' ')}`;
}

/** Options that only the start of bash can set, and those that would keep the block from running. */
const NEVER = [
  'login_shell',
  'restricted_shell',
  'extdebug',
  'history',
  'emacs',
  'vi',
  'noexec',
  'onecmd',
  'privileged',
];

/** The commands that turn the options that bash starts with into those of the last block. */
function changes(on: string, off: string, wanted: readonly string[], given: readonly string[], via = ''): string {
  const add = without(wanted, ...NEVER).filter((name) => !given.includes(name));
  const take = without(given, ...NEVER).filter((name) => !wanted.includes(name));
  return [...add.map((name) => `${via}${on} ${name}`), ...take.map((name) => `${via}${off} ${name}`)].join('; ');
}

function without(names: readonly string[], ...others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name));
}
