/** Handles upgrade requests: asks the gate, and opens a connection for each page that is let in. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { PROTOCOL, type ServerMessage } from '../../src/protocol/wire.ts';
import { type Rule, refusal } from '../gate/rule.ts';
import { readRawRequest, values } from '../gate/raw-request.ts';
import { tokenOf } from '../gate/upgrade-rules.ts';
import { type Connection, serveConnection } from './connection.ts';
import type { RunnerContext } from './runner-context.ts';
import { refuseSocket } from '../gate/refuse-socket.ts';

export interface Door {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The number of open sockets. */
  taken(): number;
  tell(message: ServerMessage): void;
  /** Tells every page why, then closes its socket. */
  dismiss(why: 'shutdown' | 'rotated'): void;
}

/** `onRefused` gets the rule that refused a request. */
export function openDoor(
  context: RunnerContext,
  rules: readonly Rule[],
  onRefused: (request: IncomingMessage, rule: string, status: number) => void,
): Door {
  const { limits } = context;
  const connections = new Set<Connection>();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.payload,
    maxFragments: limits.fragments,
    maxBufferedChunks: limits.bufferedChunks,
    // Without this, ws would send back the first protocol that was offered, which may be the token.
    handleProtocols: () => PROTOCOL,
  });
  return {
    taken: () => connections.size,
    upgrade(request, socket, head) {
      const raw = readRawRequest(request, true);
      const refused = refusal(rules, raw);
      if (refused) {
        onRefused(request, refused.rule, refused.status);
        return refuseSocket(socket, refused);
      }
      server.handleUpgrade(request, socket, head, (ws) => {
        const origin = values(raw, 'origin')[0] ?? '';
        const host = (values(raw, 'host')[0] ?? '').toLowerCase();
        const connection = serveConnection(ws, socket, context, { origin, host, token: tokenOf(raw) });
        connections.add(connection);
        ws.on('close', () => connections.delete(connection));
      });
    },
    tell: (message) => connections.forEach((connection) => connection.tell(message)),
    dismiss(why) {
      for (const connection of connections) {
        connection.tell({ type: 'bye', why });
        connection.close(why === 'rotated' ? 1008 : 1001, why);
      }
    },
  };
}
