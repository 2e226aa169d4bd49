/**
 * The text that bash reads before a block (through BASH_ENV: a wrapper that sources the script would cost the block its
 * own `$0`, line numbers and messages): it brings the carried state back, and leaves the traps of `line-traps.ts`. Only builtins: nothing here
 * forks. Works in bash 3.2.
 */
import type { PseudoTerminal } from '../process/index.ts';
import type { Bash } from './bash.ts';
import type { Carried, Variable } from './carry.ts';
import { watch, writeTraps } from './line-traps.ts';
import { quote, toBytes } from './quoting.ts';
import { splitEnvironment } from './run-environment.ts';

export interface PreludeSettings {
  readonly state: Carried;
  readonly bash: Bash;
  /** The file that holds the carried functions. */
  readonly functions: string | null;
  /** The folder of what is read only when it is needed: `save` and `traps`. */
  readonly files: string;
  /** What is not bash dumps nothing; and some scripts' lines are not told. */
  readonly dump: boolean;
  readonly lines: boolean;
  /** Whether the script ends with a mark of ours. */
  readonly marked: boolean;
  readonly terminal: Pick<PseudoTerminal, 'path' | 'descriptors'> | null;
  /** A directory whose name Node cannot say. */
  readonly enter: string | null;
}

/**
 * Latin1 text, one character per byte. What `splitEnvironment` passes otherwise is not in it. In the order in which one
 * thing would disturb the next: values, then functions (which may have a builtin's name), then what changes how bash
 * reads and runs what follows, on one line that is read before.
 */
export function writePrelude(settings: PreludeSettings): string {
  const { state, bash, functions, files, dump, lines, marked, terminal, enter } = settings;
  const via = viaOf(state);
  const { early, late } = splitByTime(splitEnvironment(state).rest);
  const last = [
    changes('set -o', 'set +o', state.options, bash.options, `${via} `),
    state.shopts.includes('expand_aliases') ? `${via} shopt -s expand_aliases` : '',
    ...late.map(declaration),
    dump && lines && !state.options.includes('verbose') ? watch(bash.old) : '',
    state.disabled.length === 0 ? '' : `${via} enable -n ${state.disabled.join(' ')}`,
  ];
  return [
    terminal === null ? '' : attach(terminal),
    'unset BASH_ENV; exec 77>&3 3>&- 78>&2 2>/dev/null; ulimit -S -R "$GUIDEPOST_LIMIT"; unset GUIDEPOST_LIMIT',
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
    functions === null ? '' : `. ${quote(toBytes(functions))} 2>/dev/null`,
    `{ ${last.filter(Boolean).join('; ')}; } 2>/dev/null\n`,
  ].join('\n');
}

/** What bash was given of the terminal does not wait for input; and only who opens it by its name leads its session. */
function attach({ path, descriptors }: NonNullable<PreludeSettings['terminal']>): string {
  const close = descriptors.map((descriptor) => `${descriptor}>&-`).join(' ');
  return `exec <>${quote(path)} >&0 2>&0 ${close}; stty iutf8 2>/dev/null`;
}

/** The directory before this one, which `cd` has changed. */
function before({ variables }: Carried): string {
  const value = variables.find(({ name }) => name === 'OLDPWD')?.value;
  return typeof value === 'string' ? `OLDPWD=${value}` : 'unset OLDPWD';
}

/** The carried functions. A file of its own, so that one that bash cannot read again does not take the rest with it. */
export function writeFunctions(state: Carried): string | null {
  if (state.functions === '') return null;
  return state.functions + state.exportedFunctions.map((name) => `${viaOf(state)} export -f ${name}\n`).join('');
}

/** The word by which builtins answer once the carried functions are there. */
function viaOf({ functions, disabled }: Carried): string {
  return /^builtin \(\)/m.test(functions) || disabled.includes('builtin') ? 'command' : 'builtin';
}

/** Names whose value changes how bash goes on at once. */
const LATE = ['POSIXLY_CORRECT', 'BASH_COMPAT', 'FUNCNEST'];

function splitByTime(variables: readonly Variable[]) {
  return {
    early: variables.filter(({ name }) => !LATE.includes(name)),
    late: variables.filter(({ name }) => LATE.includes(name)),
  };
}

/** An assignment where that says it all: to a `declare` with a value bash 3.2 adds control characters. */
function declaration({ name, flags, value }: Variable): string {
  if (value === null) return `declare -${flags || '-'} ${name}`;
  if (/[An]/.test(flags)) return `declare -${flags} ${name}=${value}`;
  return flags === '' ? `${name}=${value}` : `${name}=${value}; declare -${flags} ${name}`;
}

/** Names that bash gives itself: unset when a block had unset them. */
const GIVEN = ['PATH', 'HOME', 'SHELL', 'TERM', 'IFS', 'OLDPWD', 'PS4'];

/** Names that must go, once a first block has shown that bash's own are there. */
function missing({ variables }: Carried): string {
  const names = new Set(variables.map(({ name }) => name));
  const gone = names.has('OPTERR') || names.has('HOSTTYPE') ? GIVEN.filter((name) => !names.has(name)) : [];
  return gone.length === 0 ? '' : `unset ${gone.join(' ')}`;
}

/** What belongs to how bash was started, and what would end the block at its first command. */
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

/** The commands that turn what bash has by itself into what the last block had. */
function changes(on: string, off: string, wanted: readonly string[], given: readonly string[], via = ''): string {
  const add = without(wanted, ...NEVER).filter((name) => !given.includes(name));
  const take = without(given, ...NEVER).filter((name) => !wanted.includes(name));
  return [...add.map((name) => `${via}${on} ${name}`), ...take.map((name) => `${via}${off} ${name}`)].join('; ');
}

function without(names: readonly string[], ...others: readonly string[]): string[] {
  return names.filter((name) => !others.includes(name));
}
