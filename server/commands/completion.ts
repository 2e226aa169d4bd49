import { readArguments } from './arguments.ts';
import { bashCompletion, fishCompletion, zshCompletion } from './completion/scripts.ts';
import { type Described, flagsOf } from './completion/flags.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { suggestion } from './suggest.ts';

export const usage = `Usage: guidepost completion bash|zsh|fish

Prints a script that completes commands, flags and files when you press Tab. Load it when your shell starts:

  bash   echo 'source <(guidepost completion bash)' >> ~/.bashrc
         on macOS: guidepost completion bash > ~/.guidepost.bash, and source ~/.guidepost.bash in ~/.bash_profile
  zsh    echo 'source <(guidepost completion zsh)' >> ~/.zshrc, below compinit
  fish   guidepost completion fish > ~/.config/fish/completions/guidepost.fish
`;

const SHELLS = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

/** Commands by name, with their help. */
type Helped = ReadonlyMap<
  string,
  { readonly summary: string; readonly load: () => Promise<{ readonly usage: string }> }
>;

/** `commands`: all that can be completed, by name. */
export async function completion(args: readonly string[], io: Io, commands: Helped): Promise<number> {
  const [shell] = readArguments(args, {}, 1).positionals;
  const script = SHELLS.get(shell ?? '');
  if (!script) {
    if (shell === undefined) throw new UsageError('name the shell: completion bash, completion zsh or completion fish');
    throw new UsageError(`there is no completion for ${shell}${suggestion(shell, [...SHELLS.keys()])}`);
  }
  io.out(script(await described(commands)));
  return EXIT.passed;
}

/** Every command, with the flags that its help describes. */
async function described(commands: Helped): Promise<readonly Described[]> {
  return Promise.all(
    [...commands].map(async ([name, { summary, load }]) => {
      const { usage: help } = await load();
      return { name, summary, flags: flagsOf(help) };
    }),
  );
}
