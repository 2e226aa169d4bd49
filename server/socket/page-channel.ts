import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ServerMessage } from '../../src/protocol/wire.ts';
import type { Limits } from './limits.ts';

/** Sends messages to one page. A sender of much data asks `full` first, and continues when the channel has drained. */
export interface PageChannel {
  send(message: ServerMessage): void;
  /** Sends a message and, right after it, the binary frame that it announces. */
  sendBytes(message: ServerMessage, bytes: Uint8Array): void;
  full(): boolean;
  /** Calls back once, as soon as the channel is no longer full. */
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
  /** Messages of one turn of the event loop are sent together, after everything else in that turn. */
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
