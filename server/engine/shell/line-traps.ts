/**
 * The traps that the prelude sets. EXIT dumps the state, DEBUG reports which top-level line runs, and ERR which command
 * ended the block. `trap` is replaced by a function (trap-function.ts), so that the author's EXIT trap and ours both
 * run; `set -o posix` would ignore a function of that name, so the DEBUG trap turns it off while the function runs.
 *
 * An old bash (3.2) is recognized by its behavior, not by its version: it does not run ERR for a subshell. Such a bash
 * reports no lines of a script with subshells, where it would name the wrong one. It gets a marker after the script,
 * because with an EXIT trap and `set -e` it exits with 0 when it aborts the script itself.
 */
import type { Bash } from './bash.ts';
import { quote, toBytes } from './quoting.ts';

/**
 * Our code calls every builtin through this word, because a block may have defined a function or an alias of its name,
 * or disabled it. It is `builtin` or, if that is taken itself, `command`. Reserved words (`[[`, `case`) do not need it.
 */
export const VIA = '"$__guidepost_via"';

/** Whether our descriptor is still ours: a block may have closed it, or opened a file or a pipe of its own there. */
const OPEN = '[[ -p /dev/fd/77 && ( -z ${__guidepost_trace-} || /dev/fd/77 -ef $__guidepost_trace ) ]]';

/**
 * The same, as a function: the text of a trap is read when it runs, by when `[[` may be an alias. Our functions, which
 * are read before the block, do not call it, because FUNCNEST may allow one function at a time only.
 */
const IS_OPEN = '__guidepost_open';

/** Keeps the name of our pipe, if this system can tell by it which pipe a descriptor is. */
export const KNOW_PIPE =
  '__guidepost_trace=$GUIDEPOST_TRACE; [[ /dev/fd/77 -ef $__guidepost_trace ]] || __guidepost_trace=; unset GUIDEPOST_TRACE';

/** The builtins that are enabled again at the end, because the traps need them. */
const NEEDED = 'alias builtin command declare eval exec exit local printf pwd return set shopt trap umask .';

/**
 * The DEBUG trap must not slow a loop down: a line is reported only if it is below every line reported so far, and
 * after this many commands without such a line the trap removes itself (it has then cost 12 ms at most). From then on
 * only failures are reported.
 */
const PATIENCE = 2000;

/**
 * The EXIT trap.
 * - The DEBUG trap fires for its commands, too; the redirection, which is set up first, tells it to remove itself, and
 *   sends what `set -x` prints there, not into a file of the author's.
 *   What an author's DEBUG or RETURN trap prints there is nobody's.
 * - TERM is ignored from here on: it would end the author's EXIT trap and the programs that this starts to clean up. If
 *   they take too long, they are killed anyway.
 * - If a step removed our files, `.` would end the shell, so it is skipped and the state is not carried. If a step
 *   closed our descriptor or made it its own, the state is written to a file.
 * - The author's EXIT trap always runs, with the exit code as `$?`. If the runner was killed, so that nobody reads the
 *   output, printing does not end it.
 */
const LEAVE =
  'if { { __guidepost_leave "$?" "${FUNCNAME[1]-}" "$BASH_COMMAND" "$LINENO"; ' +
  `${VIA} trap - DEBUG RETURN; ` +
  '__guidepost_reach builtin; __guidepost_reach command; __guidepost_reach builtin; ' +
  `if [[ ! -r $__guidepost_files/save ]]; then [[ x ]]; ` +
  `elif ${IS_OPEN}; then ${VIA} . "$__guidepost_files/save" >&77; ` +
  `else ${VIA} . "$__guidepost_files/save" >|"$__guidepost_left"; fi; } >/dev/null; ` +
  '__guidepost_hand_on "$?"; } ' +
  `2>"\${__guidepost_over:=/dev/null}\${__guidepost_over:BASH_XTRACEFD=2,99}"; then ${VIA} eval "$__guidepost_exit"; else ${VIA} eval "$__guidepost_exit"; fi`;

/** Exits with the right code: bash 3.2, with an EXIT trap, exits with 0 when it aborts a script under `set -e`. */
const leave = (old: boolean) =>
  old ? `${LEAVE}; [[ -z $__guidepost_code ]] || ${VIA} exit "$__guidepost_code"` : LEAVE;

/**
 * The last line of a script for an old bash. If it is not reached and no `exit` was called, bash aborted the script.
 */
export const REACHED = '{ __guidepost_reached=$?; } >/dev/null 2>&1';

/** The DEBUG trap. */
export const STEP = `{ __guidepost_step "$LINENO" "$?" "$BASH_COMMAND" "$_" || ${VIA} trap - DEBUG || [[ x ]]; } 2>/dev/null`;

/** The ERR trap: reports the command at which `set -e` ends the block. */
export const FAIL = `{ case $SHELLOPTS in *errexit*) ! ${IS_OPEN} || ${VIA} printf "F %s %s\\n" "$LINENO" "$?" >&77 || [[ x ]] ;; esac; } 2>/dev/null`;

/** Starts the reporting of lines. An old bash has wrong line numbers in ERR; there EXIT reports the failed command. */
export function watch(old: boolean): string {
  return old ? `${VIA} trap ${quote(STEP)} DEBUG` : `${VIA} trap ${quote(FAIL)} ERR; ${VIA} trap ${quote(STEP)} DEBUG`;
}

/** Defines what the traps need, and sets the EXIT trap. `via` is the word for VIA at the start. */
export function writeTraps(files: string, via: string, { old }: Pick<Bash, 'old'>, marked: boolean): string {
  const given = old ? (marked ? GIVEN_UP : '') : SYNTAX;
  return `
__guidepost_files=${quote(toBytes(files))} __guidepost_left=$__guidepost_files/left-$GUIDEPOST_RUN
__guidepost_line=0 __guidepost_at=0 __guidepost_patience=${PATIENCE}
__guidepost_exit= __guidepost_debug= __guidepost_err= __guidepost_return= __guidepost_pipe=- __guidepost_via=${via} __guidepost_code= __guidepost_within=x __guidepost_read=
__guidepost_open() {
  ${OPEN}
}
__guidepost_step() {
  [[ -z \${__guidepost_over-} ]] && ${OPEN} || ${VIA} return 1
${old ? UNREPORTED : ''}  __guidepost_at=$1
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
  ! ${OPEN} || ${VIA} printf -- '-\\n' >&77
}
__guidepost_leave() {
  __guidepost_code=$1 __guidepost_within=$2 __guidepost_answer=
${given}}
__guidepost_reach() {
  [[ -z $__guidepost_answer ]] || ${VIA} return 0
  [[ $1 != builtin || $__guidepost_via != command ]] || \\enable builtin
  __guidepost_via=$1
  ! ${OPEN} || ${VIA} enable -n >&77
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
__guidepost_trap() {
  ${VIA} trap "$@"
}
trap() {
  {
    case $- in
      *x*) __guidepost_traced=x; ${VIA} set +x ;;
      *) __guidepost_traced= ;;
    esac
    [[ $__guidepost_read || ! -r $__guidepost_files/traps ]] || ${VIA} . "$__guidepost_files/traps"
  } 2>/dev/null
  if __guidepost_trap "$@"; then ${VIA} set -- 0; else ${VIA} set -- "$?"; fi
  {
    [[ -z \${__guidepost_posix-} ]] || ${VIA} set -o posix
    __guidepost_posix=
    [[ -z $__guidepost_traced ]] || ${VIA} set -x
    ${VIA} return "$1"
  } 2>/dev/null
}
${via} trap ${quote(leave(old))} EXIT
`;
}

/** Our marker is not a line of the author's. */
const UNREPORTED = `  [[ $3 != __guidepost_reached=* ]] || ${VIA} return 0
`;

/** In an old bash a function cannot set a DEBUG trap for its caller, so the author's is set by bash's own `trap`. */
const DIRECTLY = `trap\\ *[Dd][Ee][Bb][Uu][Gg]*) __guidepost_blind; ${VIA} unset -f trap; ${VIA} return 0 ;;
    `;

/** After a syntax error no line is named: it would be the one before the error. */
const SYNTAX = `  [[ $1 != 2 || $2 || $3 = *exit* ]] || __guidepost_at=0
`;

/** An old bash aborts in the middle of a command, without calling the DEBUG trap. A syntax error has code 258 there. */
const GIVEN_UP = `  if [[ \${__guidepost_reached+x} ]]; then
    __guidepost_code=$__guidepost_reached
  elif [[ $__guidepost_code = 0 && $3 != *exit* ]] || ((__guidepost_code > 255)); then
    __guidepost_code=$(($4 == __guidepost_at ? 1 : 2)) __guidepost_at=$4
    [[ -z $2 ]] || __guidepost_at=0
  fi
`;
