import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import { printable } from '../../src/runbook/screen/printable.ts';
import { EXIT, type Io, OVER } from './io.ts';

/** The `Io` of the real process. */
export function terminalIo(process: NodeJS.Process): Io {
  const { stdin, stdout, stderr, env } = process;
  const interrupts = openInterrupts(process);
  stderr.on('error', () => undefined); // there is nowhere left to report it
  const canAsk = stdin.isTTY === true && stdout.isTTY === true;
  return {
    out: (text) => void stdout.write(allowed(text)),
    err: (text) => void stderr.write(allowed(text)),
    // `npm run` changes to the package's folder, and stores the user's folder in INIT_CWD.
    cwd: env['npm_lifecycle_event'] && env['INIT_CWD'] ? env['INIT_CWD'] : whereUserStands(process),
    env,
    stdin,
    facts: {
      root: resolve(import.meta.dirname, '..', '..'),
      canAsk,
      isTerminal: stdout.isTTY === true,
      color: stdout.isTTY === true ? stdout.hasColors() : isSet(env['FORCE_COLOR']),
      get columns() {
        return stdout.columns ?? 100;
      },
    },
    ask: (question) => (canAsk ? ask(question, process, interrupts.now) : Promise.resolve(null)),
    onInterrupt: interrupts.on,
  };
}

/** Removes escape sequences, which may come from a guide, a program or a host; our own OVER at the start stays. */
function allowed(text: string): string {
  return text.startsWith(OVER) ? OVER + printable(text.slice(OVER.length)) : printable(text);
}

/** Ctrl-C interrupts, as it does without a question. After that, and at the end of input, the answer is empty. */
function ask(question: string, process: NodeJS.Process, interrupt: () => void): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    lines.on('SIGINT', () => {
      interrupt();
      lines.close();
    });
    lines.on('close', () => resolve(''));
    lines.question(printable(question), (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

/** The current folder; exits if it was removed while the shell was in it. */
function whereUserStands(process: NodeJS.Process): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('guidepost: the current folder no longer exists; change to another one\n');
    return process.exit(EXIT.wrong);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

type Listener = Parameters<Io['onInterrupt']>[0];

/**
 * Watches for signals that ask to stop; stdout that nobody reads any longer (`guidepost run X | head -1`) is one, too.
 */
function openInterrupts(process: NodeJS.Process): { on: Io['onInterrupt']; now: () => void } {
  const listeners = new Set<Listener>();
  let gone = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (gone) return;
    gone = true;
    const isClosed = error.code === 'EPIPE';
    if (!isClosed) process.stderr.write(`guidepost: the output cannot be written: ${error.message}\n`);
    if (listeners.size === 0) process.exit(isClosed ? EXIT.passed : EXIT.failed);
    for (const listener of listeners) listener('SIGPIPE');
  });
  return {
    /** Interrupts now: a signal would arrive only after the question was answered. */
    now() {
      if (listeners.size === 0) process.kill(process.pid, 'SIGINT');
      for (const listener of listeners) listener('SIGINT');
    },
    on(listener) {
      listeners.add(listener);
      for (const signal of SIGNALS) process.on(signal, listener);
      return () => {
        listeners.delete(listener);
        for (const signal of SIGNALS) process.off(signal, listener);
      };
    },
  };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0';
}
