import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ServerMessage } from '../../src/protocol/wire.ts';
import type { Limits } from './limits.ts';

/** The way to one page. Whoever has much to send asks `full` first and continues when it has drained. */
export interface PageChannel {
  send(message: ServerMessage): void;
  /** A message and, right behind it, the binary frame that it announces. */
  sendBytes(message: ServerMessage, bytes: Uint8Array): void;
  full(): boolean;
  /** Calls back once, as soon as the line is no longer full. */
  drained(listener: () => void): void;
}

export function openChannel(ws: WebSocket, socket: Duplex, limits: Limits): PageChannel {
  let waiting: (() => void)[] = [];
  const full = () => ws.bufferedAmount > limits.pause;
  const sent = () => {
    if (waiting.length === 0 || full()) return;
    const listeners = waiting;
    waiting = [];
    for (const listener of listeners) listener();
  };
  let holding = false;
  /** What is said in one turn of the loop goes out together, once whatever was started in that turn has started. */
  const hold = () => {
    if (holding) return;
    holding = true;
    socket.cork();
    setImmediate(() => {
      holding = false;
      socket.uncork();
    });
  };
  const send = (data: string | Uint8Array) => {
    if (ws.readyState !== ws.OPEN) return;
    hold();
    if (ws.bufferedAmount > limits.giveUp) ws.terminate();
    else ws.send(data, sent);
  };
  return {
    send: (message) => send(JSON.stringify(message)),
    sendBytes(message, bytes) {
      send(JSON.stringify(message));
      send(bytes);
    },
    full,
    drained(listener) {
      waiting.push(listener);
    },
  };
}
