/** Upgrades: asks the gate, and hands whoever may come in to a connection. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { PROTOCOL, type ServerMessage } from '../../src/runbook/wire.ts';
import { type Rule, refusal } from '../gate/gate.ts';
import { readKnock, values } from '../gate/knock.ts';
import { type Connection, serveConnection } from './connection.ts';
import type { House } from './house.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';

export interface Door {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many sockets are open. */
  taken(): number;
  tell(message: ServerMessage): void;
  /** Says why, then closes every socket. */
  dismiss(why: 'shutdown' | 'rotated'): void;
}

/** `onRefused` gets what stood against a visitor. */
export function openDoor(
  house: House,
  rules: readonly Rule[],
  onRefused: (request: IncomingMessage, rule: string, status: number) => void,
): Door {
  const { limits } = house;
  const connections = new Set<Connection>();
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.payload,
    maxFragments: limits.fragments,
    maxBufferedChunks: limits.bufferedChunks,
    // Without this ws would echo the first protocol offered, and that may be the token.
    handleProtocols: () => PROTOCOL,
  });
  return {
    taken: () => connections.size,
    upgrade(request, socket, head) {
      const knock = readKnock(request, true);
      const refused = refusal(rules, knock);
      if (refused) {
        onRefused(request, refused.rule, refused.status);
        return refuseUpgrade(socket, refused);
      }
      server.handleUpgrade(request, socket, head, (ws) => {
        const origin = values(knock, 'origin')[0] ?? '';
        const host = (values(knock, 'host')[0] ?? '').toLowerCase();
        const connection = serveConnection(ws, socket, house, { origin, host });
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
