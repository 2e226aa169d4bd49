/**
 * A bash whose variables, functions and directory outlive each script, as if typed in one terminal: in truth a fresh
 * bash per script, with the state carried in between.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandEnd } from '../../src/runbook/model.ts';
import type { Bash } from './bash.ts';
import { type Carried, initialState, isName, plainValue, toBytes } from './carry.ts';
import { FULL, isFull } from './full.ts';
import { type Pipe, type Pipes, closeWriter, openPipes } from './pipe.ts';
import { splitEnvironment } from './prelude.ts';
import { stopTree } from './processes.ts';
import { openScriptFiles } from './script-files.ts';
import { readTrace } from './trace.ts';

export interface Shell {
  /** Where its scripts and pipes lie; nobody else writes there. */
  readonly folder: string;
  /** Starts a script; rejects with NotStarted when there is nothing to start it with or in. */
  start(script: Script): Promise<Running>;
  /** What the next script will find. */
  readonly state: Carried;
  /** The plain value of a carried variable. */
  value(name: string): string | undefined;
  /** Where the next script will run. */
  directory(): string;
  /** Removes the temporary folder. Scripts must have ended. */
  close(): void;
}

export interface ShellSettings {
  readonly bash: Bash;
  /** Where temporary folders are made. */
  readonly temporary: string;
  readonly env: Readonly<Record<string, string>>;
  /** The first directory, and the one to return to when the current one is gone. It may change until a block leaves it. */
  readonly home: () => string;
  /** Set in the environment of every process; never carried. */
  readonly markers: Readonly<Record<string, string>>;
  readonly state: Carried | null;
  /** Told after each script that changed the state. */
  readonly onState: (state: Carried) => void;
}

export interface Script {
  /** Unique; it marks the processes. */
  readonly id: string;
  /** What messages of bash begin with. */
  readonly name: string;
  readonly text: string;
  /** A command line that gets the file; null for bash. */
  readonly with: string | null;
  readonly cwd: string | null;
  /** Set over the carried variables. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether what the script changes is carried on. */
  readonly carry: boolean;
  /** Two pipes instead of one: then the order between them is not known. */
  readonly split: boolean;
  readonly onOutput: (bytes: Buffer, stream: 'stdout' | 'stderr') => void;
  readonly onCommand: (line: number | null, previous: CommandEnd | null) => void;
}

export interface Running {
  readonly pid: number;
  readonly ended: Promise<Exit>;
  /** Ends the whole tree; resolves when nobody is left. */
  stop(grace?: number): Promise<void>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export class NotStarted extends Error {}

/** A daemon that keeps the pipe open must not hang its step. */
const LINGER = 500; // ms

export function openShell(settings: ShellSettings): Shell {
  const folder = mkdtempSync(join(settings.temporary, 'guidepost-'));
  chmodSync(folder, 0o700);
  const pipes = openPipes(folder);
  const nonce = `@${randomBytes(9).toString('base64url')}`;
  const scripts = openScriptFiles(folder, settings.bash, nonce);
  const passed = Object.fromEntries(Object.entries(settings.env).filter(([name]) => !isName(name) || name === 'SHLVL'));
  let state = settings.state ?? initialState(settings.env, settings.bash);

  return {
    folder,
    get state() {
      return state;
    },
    value(name) {
      const variable = state.variables.find((one) => one.name === name);
      return variable ? (plainValue(variable) ?? undefined) : undefined;
    },
    directory: () => (state.directory === null ? settings.home() : Buffer.from(state.directory, 'latin1').toString()),
    async start(script) {
      const { directory, note } = placeOf(script, state, settings.home());
      const given = withoutNames(state, Object.keys(script.env));
      const files = withRoom(() => scripts.write(script, given));
      const output = await openOutput(pipes, script.split);
      const tracing = await pipes.open();
      // Options come from the state: an `-e` given here would come back after the prelude had taken it away.
      const child = spawn(settings.bash.path, ['--noprofile', '--norc', files.main], {
        cwd: directory,
        detached: true,
        env: {
          SHLVL: '0',
          ...passed,
          ...splitEnvironment(given).env,
          ...script.env,
          ...settings.markers,
          GUIDEPOST_RUN: script.id,
          ...(note === null ? {} : { GUIDEPOST_NOTE: note }),
          PWD: directory,
          BASH_ENV: files.prelude,
        },
        stdio: ['ignore', output[0].writer, (output[1] ?? output[0]).writer, tracing.writer],
      });
      closeWriter(tracing);
      output.forEach(closeWriter);
      listen(output, script.onOutput);
      const trace = readTrace(tracing.reader, nonce, script.onCommand);
      const pid = await started(child);
      return {
        pid,
        ended: settle(child, output, tracing, trace.done).then((exit) => {
          files.remove();
          trace.finish(exit);
          const left = trace.state();
          if (left !== null && script.carry) {
            state = {
              ...left,
              directory: script.cwd === null ? elsewhere(left.directory, settings.home()) : state.directory,
            };
            settings.onState(state);
          }
          return exit;
        }),
        stop: (grace) =>
          stopTree(
            { marker: `GUIDEPOST_RUN=${script.id}`, leader: pid, pipes: output.map(({ label }) => label) },
            grace,
          ),
      };
    },
    close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Null where the directory is still home. */
function elsewhere(directory: string | null, home: string): string | null {
  return directory === toBytes(home) ? null : directory;
}

interface Place {
  readonly directory: string;
  readonly note: string | null;
}

function placeOf({ cwd }: Script, { directory }: Carried, home: string): Place {
  if (!existsSync(home)) throw new NotStarted(`the directory ${home} does not exist`);
  if (cwd !== null) {
    if (existsSync(cwd)) return { directory: cwd, note: null };
    throw new NotStarted(`the directory ${cwd} does not exist`);
  }
  if (directory === null) return { directory: home, note: null };
  const last = Buffer.from(directory, 'latin1').toString();
  return existsSync(last)
    ? { directory: last, note: null }
    : { directory: home, note: `${last} is gone; running in ${home}` };
}

function withRoom<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw isFull(error) ? new NotStarted(FULL) : error;
  }
}

/** What is set for this run only counts, whatever a block has made of it before. */
function withoutNames(state: Carried, names: readonly string[]): Carried {
  return { ...state, variables: state.variables.filter(({ name }) => !names.includes(name)) };
}

type Output = readonly [Pipe, ...Pipe[]];

async function openOutput(pipes: Pipes, split: boolean): Promise<Output> {
  const first = await pipes.open();
  return split ? [first, await pipes.open()] : [first];
}

function listen(output: Output, onOutput: Script['onOutput']): void {
  for (const [index, { reader }] of output.entries()) {
    reader.on('data', (bytes) => onOutput(bytes, index === 0 ? 'stdout' : 'stderr'));
  }
}

function started(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    if (child.pid !== undefined) resolve(child.pid);
    child.once('error', (error) => reject(new NotStarted(error.message)));
  });
}

/** The process is over, and so are its pipes or their time. What a daemon writes later is drained, unseen. */
async function settle(child: ChildProcess, output: Output, tracing: Pipe, traced: Promise<void>): Promise<Exit> {
  const closed = Promise.all([traced, ...output.map(({ reader }) => over(reader))]);
  const exit = await new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([closed, new Promise((resolve) => (timer = setTimeout(resolve, LINGER)))]);
  clearTimeout(timer);
  for (const { reader } of [...output, tracing]) {
    reader.removeAllListeners('data');
    reader.resume();
    reader.unref();
  }
  return exit;
}

function over(reader: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve) => {
    reader.once('end', resolve);
    reader.once('error', () => resolve());
  });
}
