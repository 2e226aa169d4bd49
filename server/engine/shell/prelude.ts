/**
 * The text that bash reads before a block (through BASH_ENV, so that the block keeps its own `$0`, line numbers and
 * messages): it brings the carried state back, and leaves two traps. EXIT dumps the state to descriptor 77; DEBUG tells
 * which top-level line executes. Only builtins: nothing here forks. Works in bash 3.2.
 */
import type { Bash } from './bash.ts';
import { type Carried, type Variable, plainValue, quote, toBytes } from './carry.ts';
import type { PseudoTerminal } from '../process/index.ts';

export interface PreludeSettings {
  readonly state: Carried;
  readonly bash: Bash;
  /** The file that holds the carried functions. */
  readonly functions: string | null;
  /** The folder of what is read only when it is needed: `save` and `traps`. */
  readonly files: string;
  /** False for what is not bash: then nothing is dumped and no line is told. */
  readonly trace: boolean;
  readonly terminal: Pick<PseudoTerminal, 'path' | 'descriptors'> | null;
}

/** Latin1 text, one character per byte. What `splitEnvironment` passes otherwise is not in it. */
export function writePrelude({ state, bash, functions, files, trace, terminal }: PreludeSettings): string {
  // No group around these lines: bash parses a group as a whole, and functions need the options set before them.
  return [
    terminal === null ? '' : attach(terminal),
    'unset BASH_ENV; exec 77>&3 3>&- 78>&2 2>/dev/null; ulimit -S -R "$GUIDEPOST_LIMIT"; unset GUIDEPOST_LIMIT',
    variables(splitEnvironment(state).rest) +
      missing(state) +
      changes('shopt -s', 'shopt -u', state.shopts, bash.shopts),
    functions === null ? '' : `. ${quote(toBytes(functions))}`,
    'exec 2>&78 78>&-',
    '[ -z "${GUIDEPOST_NOTE+x}" ] || { echo "guidepost: $GUIDEPOST_NOTE" >&2; unset GUIDEPOST_NOTE; }',
    trace ? ours(files) : 'exec 77>&-',
    state.aliases,
    // Last, because errexit, nounset or xtrace would act on what follows; on one line, because of verbose.
    `{ ${changes('set -o', 'set +o', state.options, bash.options)}${trace ? watch(state) : ':'}; } 2>/dev/null\n`,
  ].join('\n');
}

/** What bash was given of the terminal does not wait for input; and only who opens it by its name leads its session. */
function attach({ path, descriptors }: NonNullable<PreludeSettings['terminal']>): string {
  const close = descriptors.map((descriptor) => `${descriptor}>&-`).join(' ');
  return `exec <>${quote(path)} >&0 2>&0 ${close}; stty iutf8 2>/dev/null`;
}

/** The carried functions. A file of its own, so that one that bash cannot read again does not take the rest with it. */
export function writeFunctions({ functions, exportedFunctions }: Carried): string | null {
  if (functions === '') return null;
  return functions + exportedFunctions.map((name) => `export -f ${name}\n`).join('');
}

/** Plain exported values go through the process's environment, which bash reads fastest; all others are declared. */
export function splitEnvironment({ variables }: Carried): { env: Record<string, string>; rest: readonly Variable[] } {
  const env: Record<string, string> = {};
  const rest: Variable[] = [];
  let size = 0;
  for (const variable of variables) {
    const value = size < LARGEST && passes(variable) ? plainValue(variable) : null;
    if (value === null) rest.push(variable);
    else env[variable.name] = value;
    size += value?.length ?? 0;
  }
  return { env, rest };
}

/** An environment has its limits, in all and for each value; and some names bash does not take from it. */
const LONGEST = 4096; // bytes
const LARGEST = 256 << 10; // bytes

function passes({ name, flags, value }: Variable): boolean {
  // eslint-disable-next-line no-control-regex -- bytes beyond ASCII may not be valid UTF-8
  return (
    flags === 'x' &&
    value !== null &&
    value.length < LONGEST &&
    /^[\x20-\x7e]*$/.test(value) &&
    !DECLARED.includes(name)
  );
}

const DECLARED = ['IFS', 'PS4', 'POSIXLY_CORRECT', 'TMOUT', 'BASH_ENV', 'ENV'];

/** Names that bash gives itself: unset when a block had unset them. */
const GIVEN = ['PATH', 'HOME', 'SHELL', 'TERM', 'IFS', 'OLDPWD', 'PS4'];

function variables(rest: readonly Variable[]): string {
  return rest
    .map(({ name, flags, value }) => `declare -${flags || '-'} ${name}${value === null ? '' : `=${value}`}\n`)
    .join('');
}

/** Names that must go, once a first block has shown that bash's own are there. */
function missing({ variables }: Carried): string {
  const names = new Set(variables.map(({ name }) => name));
  const gone = names.has('OPTERR') || names.has('HOSTTYPE') ? GIVEN.filter((name) => !names.has(name)) : [];
  return gone.length === 0 ? '' : `unset ${gone.join(' ')}\n`;
}

const NEVER = ['login_shell', 'restricted_shell', 'history', 'emacs', 'vi', 'noexec', 'onecmd', 'privileged'];

/** The commands that turn what bash has by itself into what the last block had. */
function changes(on: string, off: string, wanted: readonly string[], given: readonly string[]): string {
  const add = wanted.filter((name) => !given.includes(name) && !NEVER.includes(name));
  const take = given.filter((name) => !wanted.includes(name) && !NEVER.includes(name));
  return [...add.map((name) => `${on} ${name}; `), ...take.map((name) => `${off} ${name}; `)].join('');
}

/**
 * A loop must not pay for the marking of lines: a line is told only when it lies below every line told so far, and after
 * this many commands without one the trap takes itself away (12 ms of cost at most). From then on only failures are told.
 */
const PATIENCE = 2000;

/**
 * The line that ended the block is kept first: each command of this trap is a line to the DEBUG trap as well. TERM is not
 * heard any more: it would end the author's EXIT trap, and the programs that this starts to clean up. What takes too long
 * is killed in any case. Where a step has removed our files its state is not carried, and `.` would end the shell.
 */
const LEAVE =
  'if { __guidepost_code=$? __guidepost_end=$__guidepost_was; builtin trap "" PIPE TERM; ' +
  'if [ -r "$__guidepost_files/save" ]; then builtin . "$__guidepost_files/save"; else (exit "$__guidepost_code"); fi; } ' +
  '2>/dev/null; then eval "$__guidepost_exit"; else eval "$__guidepost_exit"; fi';

const STEP = '{ __guidepost_step "$LINENO" "$?" "$_" || builtin trap - DEBUG; } 2>/dev/null';

/** Where `set -e` ends the block. */
const FAIL = '{ case $- in *e*) builtin printf "F %s %s\\n" "$LINENO" "$?" >&77 ;; esac; } 2>/dev/null';

/** Under verbose bash would print the text of a trap each time. */
function watch({ options }: Carried): string {
  return options.includes('verbose') ? ':' : `builtin trap '${FAIL}' ERR; builtin trap '${STEP}' DEBUG`;
}

const ours = (files: string) => `
__guidepost_files=${quote(toBytes(files))}
__guidepost_line=0 __guidepost_was=0 __guidepost_at=0 __guidepost_left=${PATIENCE} __guidepost_exit= __guidepost_pipe=-
__guidepost_step() {
  __guidepost_was=$__guidepost_at __guidepost_at=$1
  if (($1 > __guidepost_line)); then
    case $- in *v*) return 1 ;; esac
    __guidepost_line=$1 __guidepost_left=${PATIENCE}
    builtin printf 'L %s %s\\n' "$1" "$2" >&77
  elif ((--__guidepost_left <= 0)); then
    __guidepost_at=0 __guidepost_was=0
    return 1
  fi
  return 0
}
trap() {
  if [ ! -r "$__guidepost_files/traps" ]; then builtin trap "$@"; return; fi
  { builtin . "$__guidepost_files/traps"; } 2>/dev/null
  trap "$@"
}
builtin trap '${LEAVE}' EXIT
`;

/**
 * Writes the dump that readDump reads, and hands on the exit code. Read at the end of a block. Where nobody reads the
 * dump any more, because the runner was killed, the author's EXIT trap runs all the same, and its own words, which
 * nobody reads either, do not end it.
 */
export const writeSave = (nonce: string) => `
if {
  builtin printf 'A %s %s\\n${nonce} variables\\n' "$__guidepost_end" "$__guidepost_code"
  builtin declare -p
  builtin set +x
  builtin printf '${nonce} shopts\\n'; [ -n "\${BASHOPTS-}" ] || builtin shopt -s
  builtin unset -f trap __guidepost_step __guidepost_traps
  builtin printf '${nonce} functions\\n'; builtin declare -f
  builtin printf '${nonce} exports\\n'; builtin declare -F
  builtin printf '${nonce} aliases\\n'; builtin alias -p
  builtin printf '${nonce} directory\\n'; builtin pwd
  builtin printf '${nonce} end\\n'
} >&77; then
  builtin trap -- "$__guidepost_pipe" PIPE
else
  builtin set +e
  [ ! -p /dev/fd/1 ] || builtin exec >/dev/null
fi
__guidepost_step() { :; } # it is gone from the dump, but the author's EXIT trap may still call it
return "$__guidepost_code"
`;

/**
 * `trap` is a function so that the author's EXIT trap and ours both fire; in a subshell it is bash's own. DEBUG and ERR
 * cannot be taken away inside a function, bash puts them back at its end: ours take their place. Read on first use.
 */
export const TRAPS = `
__guidepost_traps() {
  [ "\${1-}" != -p ] || shift
  [ "$#" != 0 ] || set -- EXIT HUP INT QUIT ABRT ALRM TERM USR1 USR2 PIPE CHLD WINCH RETURN
  local __guidepost_signal
  for __guidepost_signal in "$@"; do
    case $__guidepost_signal in
      0 | [Ee][Xx][Ii][Tt]) [ -z "$__guidepost_exit" ] || builtin printf 'trap -- %q EXIT\\n' "$__guidepost_exit" ;;
      *) builtin trap -p "$__guidepost_signal" ;;
    esac
  done
}
trap() {
  if [ "$#" = 0 ] || [ "$1" = -p ]; then __guidepost_traps "$@"; return; fi
  if [ "$BASH_SUBSHELL" != 0 ] || [ "$1" = -l ]; then builtin trap "$@"; return; fi
  [ "$1" != -- ] || shift
  [ "$#" != 1 ] || set -- - "$1"
  local __guidepost_signal __guidepost_rest=0 __guidepost_own=0
  for __guidepost_signal in "\${@:2}"; do
    case $__guidepost_signal in
      0 | [Ee][Xx][Ii][Tt] | [Ss][Ii][Gg][Ee][Xx][Ii][Tt])
        __guidepost_own=1 __guidepost_exit=$1
        [ "$1" != - ] || __guidepost_exit= ;;
      13 | [Pp][Ii][Pp][Ee] | [Ss][Ii][Gg][Pp][Ii][Pp][Ee])
        __guidepost_rest=1 __guidepost_pipe=$1 ;;
      *)
        __guidepost_rest=1 ;;
    esac
  done
  [ "$__guidepost_rest" = 1 ] || return 0
  case $1$__guidepost_signal in
    -[Dd][Ee][Bb][Uu][Gg]) builtin trap '${STEP}' DEBUG ;;
    -[Ee][Rr][Rr]) builtin trap '${FAIL}' ERR ;;
    *)
      if [ "$__guidepost_own" = 1 ]; then builtin trap -- "$@"; set -- '${LEAVE}' EXIT; fi
      builtin trap -- "$@" ;;
  esac
}
`;
