/** A way to a port of this machine that is cut after so many bytes, in the middle of whatever they were. */
import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import type { TestContext } from 'node:test';

/** Bytes that get through in each direction before the connection ends. */
export interface Cut {
  readonly there: number;
  readonly back: number;
}

export interface Relay {
  readonly port: number;
  /** Connections that were cut. */
  readonly cuts: number;
}

export async function openRelay(t: TestContext, port: number, next: () => Cut): Promise<Relay> {
  let cuts = 0;
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const { there, back } = next();
    let over = false;
    const cut = (to: Socket, last: Uint8Array) => {
      if (over) return;
      over = true;
      cuts += 1;
      for (const side of [near, far])
        if (side === to) side.end(last, () => side.destroy());
        else side.destroy();
    };
    pass(near, far, there, cut);
    pass(far, near, back, cut);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return {
    port: (server.address() as AddressInfo).port,
    get cuts() {
      return cuts;
    },
  };
}

function pass(from: Socket, to: Socket, limit: number, cut: (to: Socket, last: Uint8Array) => void): void {
  let left = limit;
  from.on('data', (bytes: Buffer) => {
    if (bytes.length >= left) cut(to, bytes.subarray(0, left));
    else to.write(bytes);
    left -= bytes.length;
  });
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroy());
}
