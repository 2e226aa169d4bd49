/**
 * The text by which bash dumps itself to descriptor 77, read at the end of a block and before `exec` replaces bash. Only
 * builtins, reached in a way that a block has left open (`line-traps.ts`): nothing here forks.
 */
import type { Bash } from './bash.ts';
import { VIA } from './line-traps.ts';
import { type Section, heading } from './read-dump.ts';

/**
 * Hands on the exit code. Where the block has closed the descriptor, a file takes its place. Where nobody reads the dump
 * any more, because the runner was killed, the author's EXIT trap runs all the same, and its own words, which nobody
 * reads either, do not end it.
 */
export function writeDump(nonce: string, { old }: Pick<Bash, 'old'>): string {
  const section = (name: Section) => `${VIA} printf '${heading(nonce, name).replace('\n', '\\n')}'`;
  return `
[[ x ]] >&77 || ${VIA} exec 77>|"$__guidepost_left"
if {
  [[ -z $__guidepost_code ]] || ${VIA} printf 'A %s %s\\n' "$__guidepost_at" "$__guidepost_code"
  ${section('variables')}
  ${old ? `${VIA} declare -x; ${VIA} declare -i; ` : ''}${VIA} declare -p
  ${section('locals')}; [[ -z $__guidepost_within ]] || ${VIA} local
  ${section('shopts')}; [[ \${BASHOPTS-} ]] || ${VIA} shopt -s
  ${section('functions')}; ${VIA} declare -f
  ${section('exports')}; ${VIA} declare -F
  ${section('aliases')}; ${VIA} alias -p
  ${section('umask')}; ${VIA} umask
  ${section('positional')}
  if [[ $__guidepost_within ]]; then ${VIA} printf '%s\\n' -; elif (($#)); then ${VIA} printf '%q ' "$@"; fi
  ${section('stack')}; ((\${#DIRSTACK[@]} < 2)) || ${VIA} printf '%q\\n' "\${DIRSTACK[@]:1}"
  ${section('directory')}; ${VIA} pwd
  ${section('end')}
} >&77; then
  [[ -z $__guidepost_code ]] || ${VIA} trap -- "$__guidepost_pipe" PIPE
elif [[ $__guidepost_code ]]; then
  ${VIA} set +e
  [[ ! -p /dev/fd/1 ]] || ${VIA} exec >/dev/null
fi
[[ -z $__guidepost_code ]] || ${VIA} set +x
${VIA} return "\${__guidepost_code:-0}"
`;
}
