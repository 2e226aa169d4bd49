/**
 * Delivers what a page sends, one complete text message at a time and no faster than the limits allow. A burst waits; a
 * flood, a binary frame or a message that arrives too slowly closes the socket.
 */
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { START, advance, isComplete } from './frames.ts';
import type { Limits } from './limits.ts';
import { createRateLimiter } from './rate-limiter.ts';

export interface MessageReader {
  /** Allows one message above the rate, because the server has sent something that the page must answer. */
  grant(): void;
  stop(): void;
}

export function readMessages(
  ws: WebSocket,
  socket: Duplex,
  limits: Limits,
  deliver: (text: string) => void,
  refuse: (code: number, why: string) => void,
): MessageReader {
  const pace = createRateLimiter(limits.rate, limits.burst, Date.now);
  const queue: string[] = [];
  let timer: NodeJS.Timeout | undefined;

  const drain = () => {
    timer = undefined;
    while (queue.length > 0 && pace.take()) deliver(queue.shift() ?? '');
    if (queue.length > 0) timer = setTimeout(drain, pace.wait());
    else if (ws.isPaused) ws.resume();
  };
  ws.on('message', (data, isBinary) => {
    if (isBinary) return refuse(1003, 'text only');
    queue.push(text(data));
    if (timer === undefined) drain();
    if (queue.length > limits.waiting) return refuse(1008, 'too many messages');
    if (queue.length > 0) ws.pause();
  });
  ws.on('ping', () => {
    if (!pace.take()) refuse(1008, 'too many pings');
  });
  const slow = watchSlowness(ws, socket, limits.message, () => refuse(1008, 'message too slow'));
  return {
    grant() {
      pace.grant();
      if (timer !== undefined) {
        clearTimeout(timer);
        drain();
      }
    },
    stop() {
      queue.length = 0;
      clearTimeout(timer);
      slow.stop();
    },
  };
}

/**
 * Calls `late` if a message is not complete `limit` ms after its begin. Time in which we do not read does not count.
 */
function watchSlowness(ws: WebSocket, socket: Duplex, limit: number, late: () => void) {
  let position = START;
  let timer: NodeJS.Timeout | undefined;
  const onData = (chunk: Buffer) => {
    const { at, ended } = advance(position, chunk);
    position = at;
    if (ended > 0 || isComplete(at)) stopTimer();
    if (!isComplete(at)) timer ??= setTimeout(check, limit);
  };
  const check = () => {
    timer = undefined;
    if (ws.isPaused) timer = setTimeout(check, limit);
    else late();
  };
  const stopTimer = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  socket.on('data', onData);
  return {
    stop() {
      socket.off('data', onData);
      stopTimer();
    },
  };
}

function text(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}
