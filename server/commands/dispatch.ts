/** Finds and runs a command, and turns an error into a message and an exit code. */
import { asksForHelp } from './arguments.ts';
import { commands, overview } from './index.ts';
import { explain } from './explain.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { version } from './version.ts';
import { suggestion } from './suggest.ts';

/** Resolves to the exit code. */
export async function dispatch([name, ...args]: readonly string[], io: Io): Promise<number> {
  try {
    if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
      io.out(overview());
      return EXIT.passed;
    }
    if (name === '--version' || name === '-V' || name === 'version') {
      io.out(`${await version(io.facts.root)}\n`);
      return EXIT.passed;
    }
    const command = commands.get(name);
    if (!command) throw new UsageError(`unknown command ${name}${suggestion(name, [...commands.keys()])}`);
    const { run, usage } = await command.load();
    if (!asksForHelp(args)) return await run(args, io);
    io.out(usage);
    return EXIT.passed;
  } catch (error) {
    const { words, code } = explain(error, name ?? 'help');
    io.err(words);
    return code;
  }
}
