/**
 * The function that replaces `trap` for an author: it keeps what the author has set beside what line-traps.ts sets, and
 * lists only the author's.
 */
import { FAIL, STEP, VIA } from './line-traps.ts';
import { quote } from './quoting.ts';

/** An author's DEBUG or RETURN trap, which must not run for our own functions. */
const unlessOurs = (text: string) => `case \${FUNCNAME[0]-} in trap | __guidepost_*) ;; *) ${text};; esac`;

/**
 * What the function that replaces `trap` does, read on first use; in a subshell it calls bash's own. Inside a function
 * DEBUG, ERR and RETURN cannot be removed, because bash restores them when it returns, so others are set instead.
 */
export const writeTrapFunction = (old: boolean) => `
__guidepost_read=1
__guidepost_traps() {
  [[ \${1-} != -p ]] || ${VIA} shift
  (($#)) || ${VIA} set -- ${LISTED}
  ${VIA} local __guidepost_signal
  for __guidepost_signal in "$@"; do
    case $__guidepost_signal in
      ${SIGNALS.EXIT}) __guidepost_tell "$__guidepost_exit" EXIT ;;
      ${SIGNALS.DEBUG}) __guidepost_tell "$__guidepost_debug" DEBUG ;;
      ${SIGNALS.ERR}) __guidepost_tell "$__guidepost_err" ERR ;;
      ${SIGNALS.RETURN}) __guidepost_tell "$__guidepost_return" RETURN ;;
      *) ${VIA} trap -p "$__guidepost_signal" ;;
    esac
  done
}
__guidepost_tell() {
  ${VIA} local __guidepost_quote="'\\\\''"
  [[ -z $1 ]] || ${VIA} printf "trap -- '%s' %s\\n" "\${1//\\'/$__guidepost_quote}" "$2"
}
__guidepost_trap() {
  if [[ $# = 0 || $1 = -p ]]; then __guidepost_traps "$@"; ${VIA} return; fi
  if [[ $BASH_SUBSHELL != 0 || $1 = -l ]]; then ${VIA} trap "$@"; ${VIA} return; fi
  if [[ $1 = -?* && $1 != -- || $# = 1 && $1 = - ]]; then __guidepost_refuse "$@"; ${VIA} return 2; fi
  [[ $1 != -- ]] || ${VIA} shift
  [[ $# != 1 ]] || ${VIA} set -- - "$1"
  ${VIA} local __guidepost_signal __guidepost_failed=0 __guidepost_text
  __guidepost_text=$1
  [[ $1 != - ]] || __guidepost_text=
  for __guidepost_signal in "\${@:2}"; do
    case $__guidepost_signal in
      ${SIGNALS.EXIT}) __guidepost_exit=$__guidepost_text ;;
      ${SIGNALS.DEBUG})
        __guidepost_debug=$__guidepost_text
        __guidepost_blind 2>/dev/null
        case $1 in
          -) ${VIA} trap ${quote(STEP)} DEBUG${old ? '' : `; [[ $__guidepost_err ]] || ${VIA} trap ${quote(FAIL)} ERR`} ;;
          '') ${VIA} trap -- '' DEBUG ;;
          *)${old ? '' : ` [[ $__guidepost_err ]] || ${VIA} trap -- '' ERR;`} ${VIA} trap -- "${unlessOurs('$1\n').replaceAll('${', '\\${')}" DEBUG ;;
        esac ;;
      ${SIGNALS.ERR})
        __guidepost_err=$__guidepost_text
        ${old ? OLD_ERR : NEW_ERR} ;;
      ${SIGNALS.RETURN})
        __guidepost_return=$__guidepost_text
        ${VIA} trap -- ${quote(unlessOurs(`${VIA} eval "$__guidepost_return"`))} RETURN ;;
      *)
        case $__guidepost_signal in ${SIGNALS.PIPE}) __guidepost_pipe=$1 ;; esac
        if ! ${VIA} trap -- "$1" "$__guidepost_signal" 2>/dev/null; then
          __guidepost_refuse -- "$1" "$__guidepost_signal"
          __guidepost_failed=1
        fi ;;
    esac
  done
  ${VIA} return "$__guidepost_failed"
}
# The message of bash would name this file.
__guidepost_refuse() {
  ${VIA} local __guidepost_said
  __guidepost_said=$(${VIA} trap "$@" 2>&1) || [[ x ]]
  ${VIA} printf '%s: line %s: %s\\n' "\${BASH_SOURCE[3]-$0}" "\${BASH_LINENO[2]}" "\${__guidepost_said#*: line *: }" >&2
}
`;

/** 3.2 restores ERR, too, when a function returns. */
const OLD_ERR = `${VIA} trap ${quote(`${VIA} eval "$__guidepost_err"`)} ERR`;

const NEW_ERR = `if [[ $1 = - ]]; then ${VIA} trap ${quote(FAIL)} ERR; else ${VIA} trap -- "$1" ERR; fi`;

/** How an author may write a signal. */
const SIGNALS = {
  EXIT: '0 | [Ee][Xx][Ii][Tt]',
  DEBUG: '[Dd][Ee][Bb][Uu][Gg]',
  ERR: '[Ee][Rr][Rr]',
  RETURN: '[Rr][Ee][Tt][Uu][Rr][Nn]',
  PIPE: '13 | [Pp][Ii][Pp][Ee] | [Ss][Ii][Gg][Pp][Ii][Pp][Ee]',
};

/** What `trap` lists, in the order of bash. */
const LISTED = 'EXIT HUP INT QUIT ABRT USR1 USR2 PIPE ALRM TERM CHLD CONT TSTP TTIN TTOU WINCH DEBUG ERR RETURN';
