/** A browser that was started for WebDriver BiDi: its process, and the socket over which it is told what to do. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { z } from 'zod';

export interface Bidi {
  /** Resolves with the answer's result; throws what the browser says is wrong. */
  readonly send: (method: string, params?: object) => Promise<unknown>;
  readonly listen: (event: string, listener: (params: unknown) => void) => void;
  readonly close: () => Promise<void>;
}

const Message = z.object({
  id: z.number().nullish(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  message: z.string().optional(),
});

export async function openBidi(program: string, args: readonly string[], home: string): Promise<Bidi> {
  const env = { ...process.env, HOME: home };
  const child = spawn(program, [...args, '--remote-debugging-port', '0'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = once(child, 'exit');
  process.once('exit', () => child.kill());
  const socket = new WebSocket(`${await addressIn(child.stderr)}/session`);
  await once(socket, 'open');
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, (params: unknown) => void>();
  socket.on('message', (data: Buffer) => {
    const { id, method, params, result, message } = Message.parse(JSON.parse(data.toString()));
    const asked = waiting.get(id ?? 0);
    if (message === undefined) asked?.resolve(result);
    else asked?.reject(new Error(message));
    listeners.get(method ?? '')?.(params);
  });
  let last = 0;
  async function send(method: string, params: object = {}): Promise<unknown> {
    const id = (last += 1);
    const answer = Promise.withResolvers<unknown>();
    waiting.set(id, answer);
    socket.send(JSON.stringify({ id, method, params }));
    return answer.promise.finally(() => waiting.delete(id));
  }
  return {
    send,
    listen: (event, listener) => void listeners.set(event, listener),
    async close() {
      await send('browser.close');
      await gone;
      socket.terminate();
    },
  };
}

async function addressIn(said: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(said)) {
    const address = /BiDi listening on (\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('the browser ended before it could be told anything');
}
