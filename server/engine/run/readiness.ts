/**
 * Waits until a service is ready: its port accepts connections, its URL answers, or its file exists. A port that
 * another program already held before the service started, and still holds, does not count.
 */
import { access } from 'node:fs/promises';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ready } from '../../../src/runbook/model.ts';
import { type Listener, processTable } from '../process/index.ts';

const POLL = 100; // ms between two attempts
const ANSWER = 2000; // ms that one attempt may take
const PATIENCE = 2000; // ms before a foreign program on the port is reported: the service may end that program itself

export interface Wait {
  /** To be read after "waiting for". */
  what(): string;
  /** To be called before the service starts. */
  prepare(): Promise<void>;
  /**
   * Resolves when the service is ready; rejects if `signal` aborts. `onStranger` is called once if another program
   * holds its port.
   */
  done(signal: AbortSignal, onStranger: (words: string) => void): Promise<void>;
}

/** Not for `ready=output`, which `service.ts` decides itself. `directory` is where relative paths begin. */
export function waitFor(
  ready: Exclude<Ready, { by: 'output' }>,
  directory: string,
  value: (name: string) => string | undefined,
): Wait {
  const look = lookFor(ready.by, expand(ready.target, value), directory);
  let before: readonly string[] = [];
  let stranger: string | null = null;

  /** A sentence if only programs listen on the port that did so before the service started, else null. */
  async function strangerNow(): Promise<string | null> {
    if (look.port === null || before.length === 0) return null;
    const now = await processTable().listenersOn(look.port);
    return isStranger(before, now)
      ? `port ${look.port} is held by ${holder(now)}, which had it before the service; stop it, or give the service another port`
      : null;
  }

  return {
    what: () => (stranger === null ? look.what : `${look.what}: ${stranger}`),
    async prepare() {
      before = look.port === null ? [] : (await processTable().listenersOn(look.port)).map(({ id }) => id);
    },
    async done(signal, onStranger) {
      const since = performance.now();
      for (let told = false; ; await delay(POLL, undefined, { signal })) {
        if (!(await look.there(signal))) continue;
        stranger = await strangerNow();
        if (stranger === null) return;
        if (told || performance.now() - since < PATIENCE) continue;
        told = true;
        onStranger(stranger);
      }
    },
  };
}

/** Whether all that listen now already did so before; false if the system shows no listeners. */
export function isStranger(before: readonly string[], now: readonly Pick<Listener, 'id'>[]): boolean {
  return now.length > 0 && now.every(({ id }) => before.includes(id));
}

function holder(listeners: readonly Listener[]): string {
  return listeners.map((listener) => listener.who()).find((who) => who !== null) ?? 'another program';
}

/** Replaces `$NAME` and `${NAME}`; a name without a value is left as it is. */
export function expand(text: string, value: (name: string) => string | undefined): string {
  return text.replaceAll(
    /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g,
    (whole, bare, braced) => value(bare ?? braced) ?? whole,
  );
}

interface Look {
  readonly what: string;
  /** The port on this machine; null if it is another machine's, or there is none. */
  readonly port: number | null;
  there(signal: AbortSignal): Promise<boolean>;
}

function lookFor(by: 'port' | 'http' | 'file', target: string, directory: string): Look {
  switch (by) {
    case 'port': {
      const [text = '', host = 'localhost'] = target.split(':').toReversed();
      const port = Number(text);
      const hosts = host === 'localhost' ? LOOPBACK : [host];
      return {
        what: `port ${text} of ${host} to accept connections`,
        port: isLocal(host) ? port : null,
        there: async () => (await Promise.all(hosts.map((one) => takesConnections(port, one)))).includes(true),
      };
    }
    case 'http': {
      const url = URL.parse(target);
      const port = url === null ? 0 : Number(url.port || (url.protocol === 'https:' ? 443 : 80));
      return {
        what: `${target} to answer`,
        port: url !== null && isLocal(url.hostname) ? port : null,
        there: (signal) => answers(target, signal),
      };
    }
    case 'file':
      return { what: `the file ${target}`, port: null, there: () => exists(resolve(directory, target)) };
  }
}

/** Both, because `localhost` may resolve to one of them while the service listens on the other. */
const LOOPBACK = ['127.0.0.1', '::1'];

function isLocal(host: string): boolean {
  return /^(localhost|127\.[\d.]+|0\.0\.0\.0|::1?|\[::1?\])$/.test(host);
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
