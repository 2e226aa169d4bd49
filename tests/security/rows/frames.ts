/** What one socket may send, and how fast. */
import type { Limits } from '../../../server/socket/limits.ts';
import { type RawSocket, encode } from '../../socket/raw.ts';
import { nextMessage } from '../guest.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit, gate } from './edits.ts';

const LIMITS = 'server/socket/limits.ts';
const INTAKE = 'server/socket/message-reader.ts';
const ASK = { type: 'sessions', ref: 7, guide: 'canary' };

/** Short times, so that a test need not wait for long ones; `numbers` below shows the long ones. */
const QUICK = { settings: { limits: { message: 100, ping: 150 } } };

export const frames: readonly Row[] = [
  {
    says: 'frames/ws',
    tries: 'an older library, which counts no fragments',
    without: edit('package.json', '"ws": "8.', '"ws": "7.'),
    attack: async ({ read }) => {
      const { dependencies } = JSON.parse(read('package.json')) as { dependencies: { ws: string } };
      const [major = 0, minor = 0] = dependencies.ws.split('.').map(Number);
      return major > 8 || (major === 8 && minor >= 21);
    },
    kept: true,
    broken: false,
  },
  {
    says: 'frames/payload',
    tries: 'one byte too many',
    without: edit(LIMITS, 'payload: 65_536', 'payload: 65_537'),
    attack: (world) => afterHello(world, encode(padded(65_537))),
    kept: 1009,
    broken: 'answered',
  },
  {
    says: 'frames/payload',
    tries: 'a message of 64 KiB is none too many',
    without: edit(LIMITS, 'payload: 65_536', 'payload: 65_535'),
    attack: (world) => afterHello(world, encode(padded(65_536))),
    kept: 'answered',
    broken: 1009,
  },
  {
    says: 'frames/deflate',
    tries: 'offering compression',
    without: edit('server/socket/upgrades.ts', 'perMessageDeflate: false', 'perMessageDeflate: true'),
    attack: async (world) => {
      const visitor = world.connect(world.upgrade({ more: ['Sec-WebSocket-Extensions: permessage-deflate'] }));
      return /extensions/i.test((await visitor.answer).head);
    },
    kept: false,
    broken: true,
  },
  {
    says: 'frames/fragments',
    tries: 'seventeen',
    without: edit(LIMITS, 'fragments: 16', 'fragments: 17'),
    attack: (world) => afterHello(world, fragmented(17)),
    kept: 1008,
    broken: 'answered',
  },
  {
    says: 'frames/fragments',
    tries: 'sixteen are none too many',
    without: edit(LIMITS, 'fragments: 16', 'fragments: 15'),
    attack: (world) => afterHello(world, fragmented(16)),
    kept: 'answered',
    broken: 1008,
  },
  {
    says: 'frames/chunks',
    tries: 'a message byte by byte',
    without: edit(LIMITS, 'bufferedChunks: 256', 'bufferedChunks: 0'),
    attack: async (world) => {
      const { socket } = await world.enter();
      socket.socket.setNoDelay(true);
      const bytes = encode(padded(3000));
      // Both ends live in this process: between two of its turns each byte arrives as a piece of its own.
      for (let at = 0; at < bytes.length && socket.socket.writable; at += 1) {
        socket.write(bytes.subarray(at, at + 1));
        await new Promise(setImmediate);
      }
      return outcome(socket);
    },
    kept: 1008,
    broken: 'answered',
  },
  {
    says: 'frames/text',
    tries: 'a message as binary',
    without: edit(INTAKE, "if (isBinary) return refuse(1003, 'text only');", ''),
    attack: (world) => afterHello(world, encode(JSON.stringify(ASK), { opcode: 2 })),
    kept: 1003,
    broken: 'answered',
  },
  {
    ...QUICK,
    says: 'frames/slow',
    tries: 'one that never ends',
    without: edit(INTAKE, 'else late();', ''),
    attack: (world) => slowly(world, 2, ''),
    kept: 1008,
    broken: 'answered',
  },
  {
    ...QUICK,
    says: 'frames/slow',
    tries: 'empty fragments that keep it alive',
    settings: { limits: { message: 200, ping: 60 } },
    without: edit(INTAKE, 'if (ended > 0 || isComplete(at)) stopTimer();', 'stopTimer();'),
    attack: (world) => slowly(world, 8, encode('', { opcode: 0, fin: false })),
    kept: 1008,
    broken: 'answered',
  },
  {
    settings: {},
    says: 'frames/sockets',
    tries: 'the ninth',
    without: gate('places'),
    attack: async (world) => {
      const eight = await Promise.all(Array.from({ length: 8 }, () => world.enter()));
      const ninth = await world.attack(world.upgrade());
      for (const page of eight) page.end();
      // Their places are free once the runner has seen them go.
      while ((await world.connect(world.upgrade()).answer).status === 503);
      return ninth;
    },
    kept: { status: 503, sang: false },
    broken: { status: 101, sang: true },
  },
  {
    settings: { limits: { rate: 0.001 } },
    says: 'frames/rate',
    tries: 'eighty at once',
    without: edit(INTAKE, 'queue.length > 0 && pace.take()', 'queue.length > 0'),
    attack: async (world) => {
      const { socket } = await world.enter();
      socket.write(Buffer.concat(Array.from({ length: 80 }, () => encode(JSON.stringify(ASK)))));
      let answers = 0;
      const all = (async () => {
        while (answers < 80 && (await nextMessage(socket))) answers += 1;
      })();
      const neighbour = world.enter().then((page) => page.outcome(ASK));
      await Promise.race([all, neighbour]);
      return answers < 60 ? 'the rest waits' : 'all answered';
    },
    kept: 'the rest waits',
    broken: 'all answered',
  },
  {
    says: 'frames/rate',
    tries: 'six hundred at once',
    without: edit(INTAKE, "if (queue.length > limits.waiting) return refuse(1008, 'too many messages');", ''),
    settings: { limits: { rate: 500 } },
    attack: (world) =>
      afterHello(world, Buffer.concat(Array.from({ length: 600 }, () => encode(JSON.stringify(ASK)))), 600),
    kept: 1008,
    broken: 'answered',
  },
  {
    says: 'frames/rate',
    tries: 'a flood of pings',
    without: edit(INTAKE, "if (!pace.take()) refuse(1008, 'too many pings');", ''),
    attack: async (world) => {
      const { socket } = await world.enter();
      // The library itself bears sixty that it has not answered.
      for (let pongs = 0; pongs < 100;) {
        if (pongs % 50 === 0) socket.write(Buffer.concat(Array.from({ length: 50 }, () => encode('', { opcode: 9 }))));
        const frame = await socket.next();
        if (frame?.opcode === 8) return frame.data.readUInt16BE(0);
        if (frame?.opcode === 10) pongs += 1;
      }
      return 'answered';
    },
    kept: 1008,
    broken: 'answered',
  },
  {
    ...QUICK,
    says: 'frames/ping',
    tries: 'a peer that answers none',
    without: edit('server/socket/connection.ts', 'if (!alive) return ws.terminate();', ''),
    attack: async (world) => {
      const { socket } = await world.enter();
      let pings = 0;
      for await (const { opcode } of socket.frames()) if (opcode === 9 && (pings += 1) === 3) break;
      return pings;
    },
    kept: 1,
    broken: 3,
  },
  ...numbers({
    sockets: 8,
    payload: 65_536,
    fragments: 16,
    bufferedChunks: 256,
    message: 5_000,
    rate: 30,
    burst: 60,
    ping: 20_000,
  }),
];

/** The numbers themselves, where trying them out would take their time. */
function numbers(promised: Partial<Limits>): Row[] {
  const clauses = {
    message: 'frames/slow',
    rate: 'frames/rate',
    burst: 'frames/rate',
    ping: 'frames/ping',
    sockets: 'frames/sockets',
    payload: 'frames/payload',
    fragments: 'frames/fragments',
    bufferedChunks: 'frames/chunks',
  } as const;
  return Object.entries(clauses).map(([name, says]) => {
    const number = promised[name as keyof typeof clauses] ?? 0;
    const written = String(number).replace(/(?<=^\d{1,2})(?=\d{3}$)/, '_');
    return {
      says,
      tries: `the number: ${name} ${number}`,
      without: edit(LIMITS, `  ${name}: ${written},`, `  ${name}: ${number + 1},`),
      attack: async ({ load }) => {
        const { LIMITS: limits } = await load(LIMITS);
        return limits[name as keyof typeof clauses];
      },
      kept: number,
      broken: number + 1,
    };
  });
}

/** How the runner takes what a page sends that it has let in: the code it closes with, or `answered`. */
async function afterHello(world: World, bytes: Uint8Array, answers = 1): Promise<number | string> {
  const { socket } = await world.enter();
  socket.write(bytes);
  return outcome(socket, answers);
}

async function outcome(socket: RawSocket, answers = 1): Promise<number | string> {
  let answered = 0;
  for await (const { opcode, data } of socket.frames()) {
    if (opcode === 8) return data.readUInt16BE(0);
    if (opcode === 9) socket.write(encode(data, { opcode: 10 }));
    if (opcode === 1 && (JSON.parse(data.toString()) as { ref?: number }).ref === ASK.ref) answered += 1;
    if (answered === answers) return 'answered';
  }
  return 1006;
}

/** Begins a message, sends `more` with each of so many pings, and ends it only then. */
async function slowly(world: World, pings: number, more: Uint8Array | ''): Promise<number | string> {
  const { socket } = await world.enter();
  const text = JSON.stringify(ASK);
  socket.write(encode(text.slice(0, 5), { fin: false }));
  for (let seen = 0; seen < pings;) {
    const frame = await socket.next();
    if (frame === null) return 1006;
    if (frame.opcode === 8) return frame.data.readUInt16BE(0);
    if (frame.opcode !== 9) continue;
    seen += 1;
    socket.write(encode(frame.data, { opcode: 10 }));
    socket.write(more);
  }
  socket.write(encode(text.slice(5), { opcode: 0 }));
  return outcome(socket);
}

function padded(length: number): string {
  return JSON.stringify(ASK).padStart(length);
}

/** One message in so many pieces. */
function fragmented(count: number): Buffer {
  const text = JSON.stringify(ASK);
  const pieces = Array.from({ length: count }, (_, index) => {
    const last = index === count - 1;
    return encode(last ? text.slice(index) : (text[index] ?? ''), { opcode: index === 0 ? 1 : 0, fin: last });
  });
  return Buffer.concat(pieces);
}
