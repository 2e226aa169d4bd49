/** Waits until a service is ready: its port takes connections, its address answers, its file is there. */
import { access } from 'node:fs/promises';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ready } from '../../../src/runbook/model.ts';

const POLL = 100; // ms between two looks
const ANSWER = 2000; // ms that one look may take

export interface Wait {
  /** What is waited for, to be read after "waiting for". */
  readonly what: string;
  /** Resolves when it is there; rejects when `signal` aborts. */
  done(signal: AbortSignal): Promise<void>;
}

/** `output` is told by the run itself, so that it is not here. */
export function waitFor(
  ready: Exclude<Ready, { by: 'output' }>,
  directory: string,
  value: (name: string) => string | undefined,
): Wait {
  const target = expand(ready.target, value);
  const look = lookFor(ready.by, target, directory);
  return {
    what: look.what,
    async done(signal) {
      while (!(await look.there(signal))) await delay(POLL, undefined, { signal });
    },
  };
}

/** Replaces `$NAME` and `${NAME}`; a name without a value stays as it stands. */
export function expand(text: string, value: (name: string) => string | undefined): string {
  return text.replaceAll(
    /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g,
    (whole, bare, braced) => value(bare ?? braced) ?? whole,
  );
}

interface Look {
  readonly what: string;
  there(signal: AbortSignal): Promise<boolean>;
}

function lookFor(by: 'port' | 'http' | 'file', target: string, directory: string): Look {
  switch (by) {
    case 'port': {
      const [port = '', host = 'localhost'] = target.split(':').toReversed();
      return { what: `port ${port} of ${host} to take connections`, there: () => takesConnections(Number(port), host) };
    }
    case 'http':
      return { what: `${target} to answer`, there: (signal) => answers(target, signal) };
    case 'file':
      return { what: `the file ${target}`, there: () => exists(resolve(directory, target)) };
  }
}

function takesConnections(port: number, host: string): Promise<boolean> {
  if (!Number.isInteger(port) || port < 1 || port > 65535) return Promise.resolve(false);
  return new Promise((done) => {
    const socket = connect({ port, host, timeout: ANSWER });
    const tell = (there: boolean) => {
      socket.destroy();
      done(there);
    };
    socket
      .once('connect', () => tell(true))
      .once('timeout', () => tell(false))
      .once('error', () => tell(false));
  });
}

/** Any answer below 500 will do: a service may well say 404 or 401 at its root. */
async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(ANSWER)]);
    const response = await fetch(url, { signal: limit, redirect: 'manual' });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
