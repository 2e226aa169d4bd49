#!/usr/bin/env node
/** The door of every command: finds it, lets it run, turns what it threw into a message and an exit code. */
import { asksForHelp } from './commands/arguments.ts';
import { commands, overview } from './commands/index.ts';
import { explain } from './commands/explain.ts';
import { EXIT, UsageError } from './commands/io.ts';
import { version } from './commands/version.ts';
import { suggestion } from './commands/suggest.ts';
import { terminalIo } from './commands/process-io.ts';

const io = terminalIo(process);
const code = await dispatch(process.argv.slice(2));
// A write that failed is told a moment after it has.
process.stdout.write('', () => setImmediate(() => process.exit(code)));

async function dispatch([name, ...args]: readonly string[]): Promise<number> {
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
