#!/usr/bin/env node
/** The door of every command: finds it, lets it run, turns what it threw into a message and an exit code. */
import { asksForHelp } from './commands/arguments.ts';
import { commands, overview } from './commands/index.ts';
import { EXIT, UsageError } from './commands/io.ts';
import { suggestion } from './commands/suggest.ts';
import { terminalIo } from './terminal-io.ts';
import { RunbookError } from '../src/runbook/error.ts';
import { Refused } from './engine/types.ts';

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
    const command = commands.get(name);
    if (!command) throw new UsageError(`there is no command ${name}${suggestion(name, [...commands.keys()])}`);
    const { run, usage } = await command.load();
    if (!asksForHelp(args)) return await run(args, io);
    io.out(usage);
    return EXIT.passed;
  } catch (error) {
    return explain(error, name ?? 'help');
  }
}

/** The caller's and the author's mistakes in one line, and what the system refuses; ours with the stack. */
function explain(error: unknown, name: string): number {
  if (error instanceof RunbookError) io.err(`${error.toString()}\n`);
  else if (error instanceof UsageError) io.err(`guidepost: ${error.message}\n`);
  else if (error instanceof Refused) io.err(`guidepost ${name}: ${error.message}\n`);
  else if (isArgumentError(error)) io.err(`guidepost ${name}: ${error.message}\n`);
  else if (isRefusedBySystem(error)) {
    io.err(`guidepost ${name}: ${error.message}\n`);
    return EXIT.failed;
  } else {
    io.err(
      `guidepost ${name} failed, and it is not your fault:\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return EXIT.broken;
  }
  return EXIT.wrong;
}

/** No room, no permission, nothing left to give: neither the call nor we can help it. */
function isRefusedBySystem(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'code' in error && REFUSALS.test(String(error.code));
}

const REFUSALS = /^(ENOSPC|EDQUOT|EFBIG|EROFS|EACCES|EPERM|EMFILE|ENFILE|ENOMEM|EAGAIN|EIO)$/;

/** What parseArgs throws when a command calls it directly. */
function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
