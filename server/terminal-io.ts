import { createInterface } from 'node:readline';
import { resolve } from 'node:path';
import type { Io } from './commands/io.ts';

/** The real process as a command sees it. */
export function terminalIo(process: NodeJS.Process): Io {
  const { stdin, stdout, stderr, env } = process;
  leaveQuietlyWhenTheReaderHasGone(process);
  const canAsk = stdin.isTTY === true && stdout.isTTY === true;
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    // npm run changes to the package's folder and says in INIT_CWD where the user stood
    cwd: env['npm_lifecycle_event'] && env['INIT_CWD'] ? env['INIT_CWD'] : process.cwd(),
    env,
    stdin,
    facts: {
      root: resolve(import.meta.dirname, '..'),
      canAsk,
      isTerminal: stdout.isTTY === true,
      color: stdout.isTTY === true ? stdout.hasColors() : isSet(env['FORCE_COLOR']),
      columns: stdout.columns ?? 100,
    },
    ask: (question) => (canAsk ? ask(question, process) : Promise.resolve(null)),
    onInterrupt: (listener) => onSignals(listener, process),
  };
}

/** Ctrl-C goes where it goes without a question; then, and at the end of input, the answer is empty. */
function ask(question: string, process: NodeJS.Process): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    lines.on('SIGINT', () => {
      process.kill(process.pid, 'SIGINT');
      lines.close();
    });
    lines.on('close', () => resolve(''));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function onSignals(listener: (signal: (typeof SIGNALS)[number]) => void, process: NodeJS.Process): () => void {
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/** `guidepost list | head -1` closes our stdout: an end, not an error. */
function leaveQuietlyWhenTheReaderHasGone(process: NodeJS.Process): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0';
}
