/** The connection of one page that was let in: first its hello, then its requests, until one side closes. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { ClientMessage, type ServerMessage, VERSION } from '../../src/protocol/wire.ts';
import { prove } from '../gate/token.ts';
import { createHandler } from './handle.ts';
import { type RunnerContext, type Visitor, mayAccept } from './runner-context.ts';
import { readMessages } from './message-reader.ts';
import { openChannel } from './page-channel.ts';
import { machine } from '../system/machine.ts';
import { summarize } from './summary.ts';

const CLOSING = 1000; // ms; then a peer that has not answered our close is cut off

export interface Connection {
  /** Sends a message if the page has said hello; otherwise the answer to its hello will contain the news. */
  tell(message: ServerMessage): void;
  close(code: number, why: string): void;
}

export function serveConnection(ws: WebSocket, socket: Duplex, context: RunnerContext, visitor: Visitor): Connection {
  const { limits } = context;
  const line = openChannel(ws, socket, limits);
  const handler = createHandler(context, visitor, line, () => incoming.grant());
  let greeted = false;
  let open = true;

  const stop = () => {
    open = false;
    handler.stop();
    incoming.stop();
    clearTimeout(helloTimer);
    stopPings();
  };
  const close = (code: number, why: string) => {
    if (!open) return;
    stop();
    ws.resume();
    ws.close(code, why);
    setTimeout(() => ws.terminate(), CLOSING).unref();
  };
  const malformed = (message: string) => {
    line.send({ type: 'refused', ref: null, code: 'malformed', message });
    close(1008, 'malformed');
  };
  /** An error while a message is handled ends only the connection of the page that sent it. */
  const deliver = (text: string) => {
    try {
      take(text);
    } catch (error) {
      context.log(`error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      close(1011, 'failed');
    }
  };
  const take = (text: string) => {
    if (!open) return;
    const message = parse(text);
    if (message === null) return malformed('This is not a message of guidepost.v1.');
    if (message.type === 'hello') {
      if (greeted) return malformed('The page has already said hello.');
      greeted = true;
      clearTimeout(helloTimer);
      return line.send(hello(context, visitor, message.nonce));
    }
    if (!greeted) return malformed('Hello comes first.');
    void handler.handle(message);
  };
  const incoming = readMessages(ws, socket, limits, deliver, close);
  const helloTimer = setTimeout(() => close(1008, 'no hello'), limits.hello);
  const stopPings = keepAlive(ws, limits.ping);
  ws.on('close', stop);
  ws.on('error', () => {}); // ws closes with the right code itself; nothing else to do
  return { close, tell: (message) => greeted && line.send(message) };
}

function parse(text: string): ClientMessage | null {
  try {
    return ClientMessage.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function hello(context: RunnerContext, visitor: Visitor, nonce: string): ServerMessage {
  const { origin, host, token } = visitor;
  const { secret, ...kept } = context.keys.welcome(origin, token);
  const guides = context.guides().map(summarize);
  return {
    type: 'hello',
    proof: prove(secret, nonce, origin, host),
    version: VERSION,
    guides,
    machine: context.isLocal(origin) ? { ...machine(), tool: context.tool } : null,
    accepts: mayAccept(context, visitor),
    ...kept,
  };
}

/** Ends a connection whose peer has not answered a ping by the time of the next one. */
function keepAlive(ws: WebSocket, every: number): () => void {
  let alive = true;
  ws.on('pong', () => (alive = true));
  const timer = setInterval(() => {
    if (!alive) return ws.terminate();
    alive = false;
    ws.ping();
  }, every);
  return () => clearInterval(timer);
}
