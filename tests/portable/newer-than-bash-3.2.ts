/**
 * Builtins, options and expansions that bash 3.2, the one of macOS, does not have: its manual page knows none of them.
 */
import type { Rule } from '../../server/lint/only-gnu.ts';

export const NEWER_THAN_3_2: readonly Rule[] = [
  {
    name: 'associative arrays, global and name references, case attributes: declare -A -g -n -l -u',
    pattern: /\b(declare|local|typeset)\s+(-[a-zA-Z]+\s+)*-[a-zA-Z]*[Agnlu]/,
    examples: ['declare -A map', 'local -n ref=x', 'declare -rg X=1', 'typeset -l low'],
    fine: ['declare -a list', 'declare -x A=1', 'local name=-n'],
  },
  {
    name: 'changes of case: ${x,,} ${x^}',
    pattern: /\$\{!?\w+(\[[^\]]*\])?(,,?|\^\^?)/,
    examples: ['${x,,}', '${name^}', '${a[0]^^}'],
    fine: ['${x#,}', '${x/,/}'],
  },
  {
    name: 'transformations: ${x@Q}',
    pattern: /\$\{!?\w+(\[[^\]]*\])?@[A-Za-z]\}/,
    examples: ['${x@Q}', '${a[@]@A}'],
    fine: ['${!x@}', '${a[@]}'],
  },
  {
    name: 'lengths from the end: ${x:0:-1}',
    pattern: /\$\{\w+:[^}]*:\s*-/,
    examples: ['${x:0:-1}', '${x: 1: -2}'],
    fine: ['${x:-1}', '${x: -1}'],
  },
  {
    name: 'elements from the end: ${a[-1]}',
    pattern: /\$\{!?\w+\[-\d|^\s*\w+\[-\d+\]=/,
    examples: ['${a[-1]}', 'a[-1]=x'],
    fine: ['[0-9]', 'x = a[-1]'],
  },
  {
    name: 'mapfile, readarray, coproc, compopt',
    pattern: /(^|[;&|({]|\bdo|\bthen)\s*(mapfile|readarray|coproc|compopt)\b/,
    examples: ['mapfile -t x', 'a; readarray x'],
  },
  { name: 'appending both streams: &>>', pattern: /&>>/, examples: ['make &>> log'], fine: ['make &> log'] },
  { name: 'piping both streams: |&', pattern: /[^|&]\|&[^&]/, examples: ['make |& tee log'], fine: ['a || b & c'] },
  { name: 'falling through in case: ;& ;;&', pattern: /;;?&/, examples: ['a) b ;&', 'a) b ;;&'] },
  {
    name: 'steps and zeros in braces: {01..10} {1..10..2}',
    pattern: /\{(0\d+\.\.\d+|\w+\.\.\w+\.\.-?\d+)\}/,
    examples: ['{01..10}', '{a..z..2}'],
    fine: ['{1..10}', '${x}..'],
  },
  { name: 'times in printf: %(…)T', pattern: /%\([^)]*\)T/, examples: ["printf '%(%F)T'"] },
  {
    name: 'printf into an element',
    pattern: /printf\s+-v\s+['"]?\w+\[/,
    examples: ["printf -v 'a[0]' x"],
    fine: ['printf -v a x'],
  },
  {
    name: 'read with a fraction of a second, -N or -i',
    pattern: /\bread\s+(-\w+\s+)*-\w*(t\s*\d*\.\d|N|i)/,
    examples: ['read -t 0.5 x', 'read -rN 1 x'],
    fine: ['read -t 5 x', 'read -rn 1 x'],
  },
  {
    name: 'variables that bash gives: BASHPID, EPOCHSECONDS …',
    pattern:
      /\b(BASHPID|BASHOPTS|BASH_XTRACEFD|BASH_ARGV0|BASH_COMPAT|EPOCHSECONDS|EPOCHREALTIME|SRANDOM|FUNCNEST|PROMPT_DIRTRIM|READLINE_LINE)\b/,
    examples: ['echo $BASHPID', '$((EPOCHSECONDS - 1))'],
  },
  { name: 'wait -n, -p, -f', pattern: /\bwait\s+-[npf]/, examples: ['wait -n'], fine: ['wait $pid'] },
  {
    name: 'a descriptor in a variable: exec {fd}>file',
    pattern: /(^|\s)\{[A-Za-z_]\w*\}[<>]/,
    examples: ['exec {fd}>file'],
    fine: ['{ a; } >b'],
  },
  {
    name: 'options of shopt',
    pattern:
      /\bshopt\s.*\b(assoc_expand_once|autocd|checkjobs|compat\d+|complete_fullquote|direxpand|dirspell|globasciiranges|globstar|inherit_errexit|lastpipe|localvar_inherit|localvar_unset|patsub_replacement|syslog_history)\b/,
    examples: ['shopt -s globstar', 'shopt -s nullglob lastpipe'],
    fine: ['shopt -s nullglob extglob'],
  },
  {
    name: 'whether a variable is set: -v',
    pattern: /(\[\[?|\btest)\s+(!\s+)?-[vR]\s/,
    examples: ['[[ -v x ]]', '[ ! -v x ]', 'test -v x'],
    fine: ['command -v x'],
  },
  {
    name: "characters by their number: $'\\u2713'",
    pattern: /\$'[^']*\\[uU][0-9a-fA-F]/,
    examples: ["echo $'\\u2713'"],
    fine: ["echo '\\u2713'"],
  },
  {
    name: 'options of one function: local -',
    pattern: /\blocal\s+-\s*($|;)/,
    examples: ['local -', 'local -; set +e'],
  },
  { name: 'unset -n', pattern: /\bunset\s+-n\b/, examples: ['unset -n ref'] },
  {
    name: 'a pattern in $( ) without its left parenthesis',
    pattern: /\$\([^()]*\bcase\b[^()]*\bin\s+[^()\s]+\)/,
    examples: ['x=$(case $y in a) b;; esac)'],
    fine: ['x=$(case $y in (a) b;; esac)'],
  },
  {
    name: 'limits that 3.2 does not know: ulimit -R …',
    pattern: /\bulimit\s+(-\w+\s+)*-[a-zA-Z]*[RPkbT]/,
    examples: ['ulimit -S -R 1'],
    fine: ['ulimit -n 1024', 'ulimit -S -c 0'],
  },
];
