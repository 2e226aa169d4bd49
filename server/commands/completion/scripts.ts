/** The scripts that `guidepost completion` prints. Each contains all words, so that Tab starts no program. */
import type { Described, Flag } from './flags.ts';

/** Works in bash 3.2, the one of macOS: no associative arrays, no `mapfile`. */
export function bashCompletion(commands: readonly Described[]): string {
  const cases = commands.map(({ name, flags }) => `    ${name}) words='${words(flags)}' ;;`);
  return `# guidepost completion bash
_guidepost() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words='' IFS=$' \\t\\n'
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} --help --version' -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$words --help" -- "$word")) ;;
    *) IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _guidepost guidepost
`;
}

export function zshCompletion(commands: readonly Described[]): string {
  const cases = commands.map(({ name, flags }) => {
    const specs = flags.map(({ name: flag, takesValue, about }) =>
      quoted(`--${flag}${takesValue ? '=' : ''}[${about.replaceAll(/[[\]:]/g, ' ')}]${takesValue ? `:${flag}:` : ''}`),
    );
    return `    ${name}) _arguments ${[...specs, "'*:file:_files'"].join(' ')} ;;`;
  });
  const names = commands.map(({ name, summary }) => quoted(`${name}:${summary.replaceAll(':', ' ')}`));
  return `#compdef guidepost
_guidepost() {
  if (( CURRENT == 2 )); then
    local -a commands
    commands=(${names.join(' ')})
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join('\n')}
  esac
}
compdef _guidepost guidepost
`;
}

export function fishCompletion(commands: readonly Described[]): string {
  const lines = commands.flatMap(({ name, summary, flags }) => [
    `complete -c guidepost -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...flags.map(
      ({ name: flag, takesValue, about }) =>
        `complete -c guidepost -n '__fish_seen_subcommand_from ${name}' -l ${flag}${takesValue ? ' -r' : ''} -d ${quoted(about)}`,
    ),
  ]);
  return `# guidepost completion fish\n${lines.join('\n')}\n`;
}

function words(flags: readonly Flag[]): string {
  return flags.map(({ name }) => `--${name}`).join(' ');
}

/** Quotes text for any of the three shells. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
