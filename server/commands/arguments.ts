import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './io.ts';
import { suggestion } from './suggest.ts';

/** A command line that was read: the flags by name, and the other words. */
type Read<O extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; args: string[] }>
>;

/**
 * Reads a command line strictly, with at most `words` words that are not flags. Throws UsageError, for an unknown flag
 * with the one that was probably meant.
 */
export function readArguments<const O extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: O,
  words = 0,
): Read<O> {
  const read = parsed(args, options);
  const extra = read.positionals.slice(words).join(' ');
  if (extra !== '')
    throw new UsageError(`${extra}: ${words === 0 ? 'only flags are' : 'no further argument is'} expected here`);
  return read;
}

/** Throws UsageError for a flag that this use of the command does not have. */
export function allowOnly(flags: readonly string[], values: object): void {
  const other = Object.keys(values).find((name) => !flags.includes(name));
  if (other !== undefined) throw new UsageError(`--${other} cannot be used here`);
}

function parsed<const O extends ParseArgsOptionsConfig>(args: readonly string[], options: O): Read<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw asUsage(error, args, Object.keys(options));
  }
}

/** Splits the values of a flag `NAME=value` into pairs; `form` is how it calls the two. Throws UsageError. */
export function pairs(flag: string, values: readonly string[] = [], form = 'NAME=value'): [string, string][] {
  return values.map((value) => {
    const at = value.indexOf('=');
    if (at < 1) throw new UsageError(`--${flag} ${value} should look like --${flag} ${form}`);
    return [value.slice(0, at), value.slice(at + 1)];
  });
}

export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end < 0 ? args : args.slice(0, end)).some((word) => word === '--help' || word === '-h');
}

function asUsage(error: unknown, args: readonly string[], known: readonly string[]): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const flag = args.map(flagName).find((name) => name !== null && !known.includes(name)) ?? '?';
    const hint = suggestion(flag, known.toSorted());
    return new UsageError(`unknown flag --${flag}${hint.replace(/\b(mean|is|,) (?=\S)/g, '$1 --')}`);
  }
  return String(error.code).startsWith('ERR_PARSE_ARGS') ? new UsageError(error.message) : error;
}

function flagName(word: string): string | null {
  const match = /^--?([^=]+)/.exec(word);
  return match?.[1] ?? null;
}
