/**
 * A bash whose variables, functions and directory outlive each script, as if typed in one terminal: in truth a fresh
 * bash per script, with the state carried in between.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Bash } from './bash.ts';
import { type Carried, initialState, isName, plainValue } from './carry.ts';
import { type Place, placeOf } from './place.ts';
import { toBytes } from './quoting.ts';
import { PLAIN, type RunEnvironment, isPlain, leftBy, runEnvironment } from './run-environment.ts';
import {
  type Exit,
  type Output,
  type Pipe,
  type PseudoTerminal,
  NotStarted,
  asNotStarted,
  closeWriter,
  discard,
  limitOf,
  listen,
  openPiped,
  openPipes,
  openTty,
  stopTree,
  watchEnd,
} from '../process/index.ts';
import { keepFolder, makeFolder, tidy } from './temporary-folder.ts';
import { type ScriptFiles, type Script, openScriptFiles } from './script-files.ts';
import { readTrace } from './command-trace.ts';

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
  /** It does not exist yet. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The first directory, and the one to return to when the current one is gone. It may change until a block leaves it. */
  readonly home: () => string;
  /** Marks every process, with the id of its script; never carried. */
  readonly session: string;
  readonly state: Carried | null;
  /** Told after each script that changed the state. */
  readonly onState: (state: Carried) => void;
}

export interface Running {
  readonly pid: number;
  /** The script has exited, and what its background processes print has been waited for. */
  readonly ended: Promise<Exit>;
  /** Nothing of it can print any more, or nobody listens. */
  readonly over: Promise<void>;
  /** Stops listening to what is left of it. */
  leave(): void;
  readonly terminal: PseudoTerminal | null;
  /** Ends the whole tree; resolves when nobody is left. */
  stop(grace: number): Promise<void>;
}

export function openShell(settings: ShellSettings): Shell {
  const { folder } = settings;
  makeFolder(folder);
  const pipes = openPipes(folder);
  const nonce = `@${randomBytes(9).toString('base64url')}`;
  const scripts = openScriptFiles(folder, settings.bash, nonce);
  const passed = Object.fromEntries(Object.entries(settings.env).filter(([name]) => !isName(name) || name === 'SHLVL'));
  // What an earlier version has kept may lack what this one carries.
  let state = { ...initialState(settings.env, settings.bash), ...settings.state };

  let closed = false;
  let last = runEnvironment(state, [], PLAIN);
  /** What a script finds; most find what the one before did, and then it is not worked out again. */
  function givenTo(script: Pick<Script, 'env' | 'terminal' | 'typed'>): RunEnvironment {
    const names = Object.keys(script.env);
    const fits = last.from === state && isPlain(script) && last.names.join() === names.join();
    if (fits) return last;
    const made = runEnvironment(state, names, script);
    return isPlain(script) ? (last = made) : made;
  }

  /** So that the next script starts at once. */
  function prepare(): void {
    if (closed) return;
    try {
      pipes.prepare();
      if (last.from === state) return;
      last = runEnvironment(state, last.names, PLAIN);
      scripts.prepare(last.state);
    } catch (error) {
      // The next start finds out whether it can be done by then.
      if (!(asNotStarted(error) instanceof NotStarted)) throw error;
    }
  }

  async function launch(script: Script, { directory, enter, note }: Place) {
    const given = givenTo(script);
    let tracing: Pipe | null = null;
    let output: Output | null = null;
    let files: ScriptFiles | null = null;
    try {
      keepFolder(folder);
      scripts.restore();
      tracing = await pipes.open();
      // A terminal last: a child that is started before ours would keep it open.
      output = script.terminal === null ? await openPiped(pipes, script.split) : openTty(script.terminal);
      files = scripts.write(script, { state: given.state, terminal: output.terminal, enter });
      // Options come from the state: an `-e` given here would come back after the prelude had taken it away.
      const child = spawn(settings.bash.path, ['--noprofile', '--norc', files.main], {
        cwd: directory,
        detached: true,
        env: {
          SHLVL: '0',
          ...passed,
          ...given.env,
          ...script.env,
          GUIDEPOST_SESSION: settings.session,
          GUIDEPOST_RUN: script.id,
          GUIDEPOST_LIMIT: limitOf(settings.session, script.id),
          ...(note === null ? {} : { GUIDEPOST_NOTE: note }),
          PWD: directory,
          BASH_ENV: files.prelude,
        },
        stdio: [...output.stdio, tracing.writer],
      });
      return { child, pid: await started(child), tracing, output, files };
    } catch (error) {
      if (tracing) discard(tracing);
      output?.discard();
      files?.remove();
      throw asNotStarted(error);
    }
  }

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
      const { child, pid, tracing, output, files } = await launch(script, placeOf(script.cwd, state, settings.home()));
      closeWriter(tracing);
      output.release();
      listen(output, script.onOutput);
      const trace = readTrace(tracing.reader, nonce, script.text.split('\n').length, script.onCommand);
      const end = watchEnd(child, output, tracing, trace.done, script);
      return {
        pid,
        over: end.over,
        leave: () => end.leave(),
        ended: end.ended.then((exit) => {
          trace.finish(exit);
          const left = trace.state(state, files.left);
          files.remove();
          setImmediate(prepare);
          if (!script.carry) return exit;
          if (left === null) {
            if (script.with === null) script.onForgotten(whyForgotten(exit));
            return exit;
          }
          state = {
            ...leftBy(script, left, state),
            directory: script.cwd === null ? elsewhere(left.directory, settings.home()) : state.directory,
          };
          settings.onState(state);
          return exit;
        }),
        terminal: output.terminal,
        stop: (grace) =>
          stopTree({ session: settings.session, run: script.id, leader: pid, pipes: output.labels }, grace),
      };
    },
    close() {
      closed = true;
      pipes.close();
      tidy(folder);
    },
  };
}

/** What hides the end of bash from itself: a program in its place, a trap, a function or an option of the block. */
function whyForgotten({ signal }: Exit): string {
  return signal === null ? 'bash was replaced or could not write it down' : `bash was ended by ${signal}`;
}

/** Null where the directory is still home. */
function elsewhere(directory: string | null, home: string): string | null {
  return directory === toBytes(home) ? null : directory;
}

function started(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    if (child.pid !== undefined) resolve(child.pid);
    child.once('error', reject);
  });
}
