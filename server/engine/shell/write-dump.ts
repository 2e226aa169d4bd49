/**
 * The commands by which bash dumps its state, run at the end of a block and before `exec` replaces bash. They are
 * builtins, called through VIA (`line-traps.ts`), so that nothing forks and no function of the block gets in between.
 */
import type { Bash } from './bash.ts';
import { VIA } from './line-traps.ts';
import { type Section, heading } from './read-dump.ts';

/** They print to standard output, and fail if nobody reads it, because the runner was killed. */
export function writeDump(nonce: string, { old }: Pick<Bash, 'old'>): string {
  const section = (name: Section) => `${VIA} printf '${heading(nonce, name).replace('\n', '\\n')}'`;
  return `
{
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
} || ${VIA} return 1
`;
}
