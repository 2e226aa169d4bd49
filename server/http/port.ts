import { createHash } from 'node:crypto';
import type { Server } from 'node:http';

const FIRST = 20_000; // below the ephemeral ports of Linux (from 32768) and macOS (from 49152)
const COUNT = 10_000;
const TRIES = 50;

/** The same folder always gets the same port, so that bookmarks and the browser's storage stay valid. */
export function portOf(folder: string): number {
  return FIRST + (createHash('sha256').update(folder).digest().readUInt32BE(0) % COUNT);
}

/** Listens on 127.0.0.1 only. A pinned port must be free; otherwise the next free one is used. Returns the port. */
export async function listen(server: Server, port: number, pinned: boolean): Promise<number> {
  for (let offset = 0; ; offset += 1) {
    const attempt = pinned ? port : FIRST + ((port - FIRST + offset) % COUNT);
    try {
      return await bind(server, attempt);
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || pinned || offset >= TRIES) throw error;
    }
  }
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}
