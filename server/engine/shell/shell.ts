/**
 * A shell whose variables, functions and directory outlive each script, as if all were typed into one terminal. In fact
 * each script has a bash of its own, and the state is carried from one to the next.
 */
import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
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
  into,
  launcher,
  limitOf,
  listen,
  openPiped,
  openPipes,
  openTty,
  stopTree,
  watchEnd,
  watchPaused,
} from '../process/index.ts';
import { keepFolder, makeFolder, tidy } from './temporary-folder.ts';
import { type ScriptFiles, type Script, openScriptFiles } from './script-files.ts';
import { readTrace } from './command-trace.ts';

export interface Shell {
  /** The temporary folder of its scripts and pipes; nobody else can write there. */
  readonly folder: string;
  /** Starts a script; rejects with NotStarted if its program or its directory is missing, or the system refuses. */
  start(script: Script): Promise<Running>;
  /** The state that the next script will start with. */
  readonly state: Carried;
  /** The value of a carried variable, as a program would see it. */
  value(name: string): string | undefined;
  /** The directory in which the next script will run. */
  directory(): string;
  /** Removes the temporary folder. All scripts must have ended. */
  close(): void;
}

export interface ShellSettings {
  readonly bash: Bash;
  /** A path at which the temporary folder is made; nothing may exist there yet. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** The directory to start in, and to return to if the current one is removed. Called until a block leaves it. */
  readonly home: () => string;
  /** Every process is marked with it and with the id of its script; never carried. */
  readonly session: string;
  readonly state: Carried | null;
  /** Called after each script that changed the state. */
  readonly onState: (state: Carried) => void;
}

export interface Running {
  readonly pid: number;
  /** Resolves when the script has exited and its output has ended (`output-end.ts`). */
  readonly ended: Promise<Exit>;
  /** Resolves when none of its processes can print any more, or after `leave`. */
  readonly over: Promise<void>;
  /** Stops reading what its background processes print. */
  leave(): void;
  readonly terminal: PseudoTerminal | null;
  /** Ends the whole process tree; resolves when none is left. `grace`: ms between TERM and KILL. */
  stop(grace: number): Promise<void>;
}

export function openShell(settings: ShellSettings): Shell {
  const { folder } = settings;
  makeFolder(folder);
  const pipes = openPipes(folder);
  const nonce = `@${randomBytes(9).toString('base64url')}`;
  const scripts = openScriptFiles(folder, settings.bash, nonce);
  const passed = Object.fromEntries(Object.entries(settings.env).filter(([name]) => !isName(name) || name === 'SHLVL'));
  // A state that an earlier version stored may lack fields.
  let state = { ...initialState(settings.env, settings.bash), ...settings.state };

  let closed = false;
  let last = runEnvironment(state, [], PLAIN);
  /** The state and environment of a script; mostly those of the script before, which are then reused. */
  function givenTo(script: Pick<Script, 'env' | 'terminal' | 'typed'>): RunEnvironment {
    const names = Object.keys(script.env);
    const fits = last.from === state && isPlain(script) && last.names.join() === names.join();
    if (fits) return last;
    const made = runEnvironment(state, names, script);
    return isPlain(script) ? (last = made) : made;
  }

  /** Opens the pipes and writes the files for the next script, so that it starts at once. */
  function prepare(): void {
    if (closed) return;
    try {
      pipes.prepare();
      if (last.from === state) return;
      last = runEnvironment(state, last.names, PLAIN);
      scripts.prepare(last.state);
    } catch (error) {
      // The next start tries again, and reports it.
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
      // The terminal is opened last: a child that mkfifo starts in between would inherit it and keep it open.
      output = script.terminal === null ? await openPiped(pipes, script.split) : openTty(script.terminal);
      files = scripts.write(script, { state: given.state, terminal: output.terminal, enter });
      // Options come from the state: an `-e` given here would be set again after the prelude had turned it off.
      const { pid, exited } = await launcher.launch({
        path: settings.bash.path,
        args: ['--noprofile', '--norc', files.main],
        cwd: directory,
        env: {
          SHLVL: '0',
          ...passed,
          ...given.env,
          ...script.env,
          GUIDEPOST_SESSION: settings.session,
          GUIDEPOST_RUN: script.id,
          GUIDEPOST_LIMIT: limitOf(settings.session, script.id),
          GUIDEPOST_TRACE: tracing.path,
          ...(note === null ? {} : { GUIDEPOST_NOTE: note }),
          PWD: directory,
          BASH_ENV: files.prelude,
        },
        stdio: [...output.stdio, into(tracing)],
      });
      return { pid, exited, tracing, output, files };
    } catch (error) {
      tracing?.discard();
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
      const { pid, exited, tracing, output, files } = await launch(script, placeOf(script.cwd, state, settings.home()));
      tracing.handOver();
      output.release();
      const mark = {
        session: settings.session,
        run: script.id,
        leader: pid,
        get pipes() {
          return output.pipes();
        },
      };
      const watch = watchPaused(mark, output.terminal !== null, script.onPaused);
      listen(output, (bytes, stream) => {
        watch.heard();
        script.onOutput(bytes, stream);
      });
      void exited.then(() => watch.stop());
      const trace = readTrace(tracing.reader, exited, nonce, script.text.split('\n').length, script.onCommand);
      const end = watchEnd(exited, output, tracing, trace.done, script);
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
          const after = {
            ...leftBy(script, left, state),
            directory: script.cwd === null ? elsewhere(left.directory, settings.home()) : state.directory,
          };
          // The same object for the same state: what was made of it for the next script still fits.
          if (isDeepStrictEqual(after, state)) return exit;
          state = after;
          settings.onState(state);
          return exit;
        }),
        terminal: output.terminal,
        stop: (grace) => stopTree(mark, grace),
      };
    },
    close() {
      closed = true;
      pipes.close();
      tidy(folder);
    },
  };
}

/**
 * Why bash did not write its state: it was killed, replaced by another program, or the block kept our trap from
 * running.
 */
function whyForgotten({ signal }: Exit): string {
  return signal === null ? 'bash was replaced or could not write it down' : `bash was ended by ${signal}`;
}

/** Null if the directory is still the home. */
function elsewhere(directory: string | null, home: string): string | null {
  return directory === toBytes(home) ? null : directory;
}
