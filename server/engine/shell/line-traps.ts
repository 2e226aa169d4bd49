/**
 * The traps that a prelude leaves. EXIT dumps the state; DEBUG tells which top-level line executes, and ERR which one has
 * ended the block. `trap` is a function, so that the author's EXIT trap and ours both fire.
 *
 * An old bash is known by what it does, not by its number. One that does not fire ERR for a subshell (3.2) tells no lines
 * of a script with subshells, where it would name the wrong one, and gets a mark after the script, because with an EXIT
 * trap and `set -e` it ends with 0 when it gives up itself.
 */
import type { Bash } from './bash.ts';
import { quote, toBytes } from './quoting.ts';

/**
 * Every builtin of ours is called by this word, which is `builtin` or, where that is taken, `command`: a block may have a
 * function or an alias of its name, or have disabled it. Reserved words (`[[`, `case`) need none.
 */
export const VIA = '"$__guidepost_via"';

/** What must answer at the end, whatever `enable -n` has been told. */
const NEEDED = 'alias builtin command declare eval exec exit local printf pwd return set shopt trap umask .';

/**
 * A loop must not pay for the marking of lines: a line is told only when it lies below every line told so far, and after
 * this many commands without one the trap takes itself away (12 ms of cost at most). From then on only failures are told.
 */
const PATIENCE = 2000;

/**
 * Each command of this trap is a line to the DEBUG trap as well: the redirection, which comes first, tells it so. TERM is not
 * heard any more: it would end the author's EXIT trap, and the programs that this starts to clean up. What takes too long
 * is killed in any case. Where a step has removed our files its state is not carried, and `.` would end the shell; where
 * it has closed our descriptor, a file takes its place. The author's EXIT trap runs in any case, with the code as `$?`;
 * where nobody reads any more, because the runner was killed, its own words do not end it.
 */
const LEAVE =
  'if { __guidepost_leave "$?" "${FUNCNAME[1]-}" "$BASH_COMMAND" "$LINENO"; ' +
  '__guidepost_reach builtin; __guidepost_reach command; __guidepost_reach builtin; ' +
  `if [[ ! -r $__guidepost_files/save ]]; then [[ x ]]; ` +
  `elif [[ x ]] >&77; then ${VIA} . "$__guidepost_files/save" >&77; ` +
  `else ${VIA} . "$__guidepost_files/save" >|"$__guidepost_left"; fi; ` +
  '__guidepost_hand_on "$?"; } ' +
  `2>"\${__guidepost_over:=/dev/null}"; then ${VIA} eval "$__guidepost_exit"; else ${VIA} eval "$__guidepost_exit"; fi`;

/** With a trap for EXIT, what makes a bash of the kind of 3.2 give up under `set -e` would count as success. */
const leave = (old: boolean) => (old ? `${LEAVE}; ${VIA} exit "$__guidepost_code"` : LEAVE);

/** The last line of a script for such a bash: where it was not reached, and no `exit` says otherwise, bash has given up. */
export const REACHED = '{ __guidepost_reached=$?; } 2>/dev/null';

const STEP = `{ __guidepost_step "$LINENO" "$?" "$BASH_COMMAND" "$_" || ${VIA} trap - DEBUG || [[ x ]]; } 2>/dev/null`;

/** Where `set -e` ends the block. */
const FAIL = `{ case $SHELLOPTS in *errexit*) ${VIA} printf "F %s %s\\n" "$LINENO" "$?" >&77 || [[ x ]] ;; esac; } 2>/dev/null`;

/** Starts the telling of lines. A bash that counts other lines in ERR goes without: EXIT knows where it came from. */
export function watch(old: boolean): string {
  return old ? `${VIA} trap ${quote(STEP)} DEBUG` : `${VIA} trap ${quote(FAIL)} ERR; ${VIA} trap ${quote(STEP)} DEBUG`;
}

/** What the traps need. `via` is the word by which builtins answer at the start. */
export function writeTraps(files: string, via: string, { old }: Pick<Bash, 'old'>, marked: boolean): string {
  const given = old ? (marked ? GIVEN_UP : '') : SYNTAX;
  return `
__guidepost_files=${quote(toBytes(files))} __guidepost_left=$__guidepost_files/left-$GUIDEPOST_RUN
__guidepost_line=0 __guidepost_at=0 __guidepost_patience=${PATIENCE}
__guidepost_exit= __guidepost_pipe=- __guidepost_via=${via} __guidepost_code= __guidepost_within=x
__guidepost_step() {
  [[ -z \${__guidepost_over-}${old ? ' && $3 != __guidepost_reached=*' : ''} ]] || ${VIA} return 0
  __guidepost_at=$1
  case $3 in
    exec\\ [!0-9\\<\\>\\&\\{]* | *=*\\ exec\\ * | command\\ exec\\ * | builtin\\ exec\\ *)
      [[ ! -r $__guidepost_files/save ]] || ${VIA} . "$__guidepost_files/save" >&77 ;;
    ${old ? DIRECTLY : ''}trap\\ *)
      if [[ -o posix ]]; then ${VIA} set +o posix; __guidepost_posix=1; fi ;;
  esac
  if (($1 > __guidepost_line)); then
    [[ ! -o verbose ]] || ${VIA} return 1
    __guidepost_line=$1 __guidepost_patience=${PATIENCE}
    ${VIA} printf 'L %s %s\\n' "$1" "$2" >&77
  elif ((--__guidepost_patience <= 0)); then
    __guidepost_blind
    ${VIA} return 1
  fi
  ${VIA} return 0
}
__guidepost_blind() {
  __guidepost_at=0
  ${VIA} printf -- '-\\n' >&77
}
__guidepost_leave() {
  __guidepost_code=$1 __guidepost_within=$2 __guidepost_answer=
${given}}
__guidepost_reach() {
  [[ -z $__guidepost_answer ]] || ${VIA} return 0
  [[ $1 != builtin || $__guidepost_via != command ]] || \\enable builtin
  __guidepost_via=$1
  ${VIA} enable -n >&77
  ${VIA} enable ${NEEDED}
  ${VIA} printf -v __guidepost_answer %s 1
  ${VIA} trap '' PIPE TERM
}
__guidepost_hand_on() {
  if [[ $1 = 0 ]]; then
    ${VIA} trap -- "$__guidepost_pipe" PIPE
  else
    ${VIA} set +e
    [[ ! -p /dev/fd/1 ]] || ${VIA} eval 'exec >/dev/null'
  fi
  ${VIA} set +x
  ${VIA} return "$__guidepost_code"
}
trap() {
  if [[ ! -r $__guidepost_files/traps ]]; then ${VIA} trap "$@"; ${VIA} return; fi
  { ${VIA} . "$__guidepost_files/traps"; } 2>/dev/null
  trap "$@"
}
${via} trap ${quote(leave(old))} EXIT
`;
}

/** There a function cannot leave a trap for DEBUG behind: from here on it is bash's own `trap`. */
const DIRECTLY = `trap\\ *[Dd][Ee][Bb][Uu][Gg]*) __guidepost_blind; ${VIA} unset -f trap; ${VIA} return 0 ;;
    `;

/** After a syntax error the line before it would seem to have failed. */
const SYNTAX = `  [[ $1 != 2 || $2 || $3 = *exit* ]] || __guidepost_at=0
`;

/** It gives up in the middle of a command, without a word to the DEBUG trap. A syntax error is 258 there. */
const GIVEN_UP = `  if [[ \${__guidepost_reached+x} ]]; then
    __guidepost_code=$__guidepost_reached
  elif [[ $__guidepost_code = 0 && $3 != *exit* ]] || ((__guidepost_code > 255)); then
    __guidepost_code=$(($4 == __guidepost_at ? 1 : 2)) __guidepost_at=$4
    [[ -z $2 ]] || __guidepost_at=0
  fi
`;

/**
 * The function `trap`, read on first use; in a subshell it is bash's own. DEBUG and ERR cannot be taken away inside a
 * function, bash puts them back at its end: ours take their place. Under `set -o posix` no function is found by that
 * name: the DEBUG trap has turned it off for as long as this one runs.
 */
export const writeTrapFunction = (old: boolean) => `
__guidepost_traps() {
  [[ \${1-} != -p ]] || ${VIA} shift
  (($#)) || ${VIA} set -- EXIT HUP INT QUIT ABRT ALRM TERM USR1 USR2 PIPE CHLD WINCH RETURN
  ${VIA} local __guidepost_signal
  for __guidepost_signal in "$@"; do
    case $__guidepost_signal in
      0 | [Ee][Xx][Ii][Tt]) [[ -z $__guidepost_exit ]] || ${VIA} printf 'trap -- %q EXIT\\n' "$__guidepost_exit" ;;
      *) ${VIA} trap -p "$__guidepost_signal" ;;
    esac
  done
}
__guidepost_trap() {
  if [[ $# = 0 || $1 = -p ]]; then __guidepost_traps "$@"; ${VIA} return; fi
  if [[ $BASH_SUBSHELL != 0 || $1 = -l ]]; then ${VIA} trap "$@"; ${VIA} return; fi
  [[ $1 != -- ]] || ${VIA} shift
  [[ $# != 1 ]] || ${VIA} set -- - "$1"
  ${VIA} local __guidepost_signal __guidepost_rest=0 __guidepost_own=0
  for __guidepost_signal in "\${@:2}"; do
    case $__guidepost_signal in
      0 | [Ee][Xx][Ii][Tt] | [Ss][Ii][Gg][Ee][Xx][Ii][Tt])
        __guidepost_own=1 __guidepost_exit=$1
        [[ $1 != - ]] || __guidepost_exit= ;;
      13 | [Pp][Ii][Pp][Ee] | [Ss][Ii][Gg][Pp][Ii][Pp][Ee])
        __guidepost_rest=1 __guidepost_pipe=$1 ;;
      [Dd][Ee][Bb][Uu][Gg])
        __guidepost_rest=1; __guidepost_blind 2>/dev/null ;;
      *)
        __guidepost_rest=1 ;;
    esac
  done
  [[ $__guidepost_rest = 1 ]] || ${VIA} return 0
  case $1$__guidepost_signal in
    -[Dd][Ee][Bb][Uu][Gg]) ${VIA} trap ${quote(STEP)} DEBUG ;;
    -[Ee][Rr][Rr]) ${VIA} trap ${old ? '- ERR' : `${quote(FAIL)} ERR`} ;;
    *)
      if [[ $__guidepost_own = 1 ]]; then ${VIA} trap -- "$@"; ${VIA} set -- ${quote(leave(old))} EXIT; fi
      ${VIA} trap -- "$@" ;;
  esac
}
trap() {
  if [[ \${__guidepost_posix-} ]]; then
    __guidepost_posix=
    __guidepost_trap "$@"
    ${VIA} set -- "$?"
    ${VIA} set -o posix
    ${VIA} return "$1"
  else
    __guidepost_trap "$@"
  fi
}
`;
