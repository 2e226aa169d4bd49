/** A client over bare TCP that sends exactly the bytes it is told to, right or wrong, and reads what comes back. */
import { type Socket, connect } from 'node:net';
import { PROTOCOL, SOCKET_PATH, TOKEN_PREFIX } from '../../src/protocol/names.ts';
import type { ServerMessage } from '../../src/protocol/wire.ts';

export interface Frame {
  readonly opcode: number;
  readonly data: Buffer;
}

export interface RawSocket {
  readonly socket: Socket;
  /** The status of the HTTP answer and its head; 0 when the connection ended without one. */
  readonly answer: Promise<{ readonly status: number; readonly head: string }>;
  /** Ends with the connection. */
  frames(): AsyncGenerator<Frame>;
  /** The next frame; null when the connection has ended. */
  next(): Promise<Frame | null>;
  /** The next text frame, parsed; null when a close frame or the end comes first. */
  message(): Promise<ServerMessage | null>;
  /** Reads on to the close frame's code; 1006 when the connection ends without one. */
  closeCode(): Promise<number>;
  /** What follows the head, as bytes, to the end of the connection. */
  rest(): AsyncGenerator<Buffer>;
  send(message: unknown): void;
  write(bytes: string | Uint8Array): void;
  end(): void;
}

/** Connects, writes `bytes`, and reads an HTTP head, then websocket frames. */
export function rawSocket(port: number, bytes: string | Uint8Array): RawSocket {
  const socket = connect(port, '127.0.0.1');
  let buffer: Buffer = Buffer.alloc(0);
  let ended = false;
  let wake = () => {};
  socket.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    wake();
  });
  const end = () => {
    ended = true;
    wake();
  };
  socket.on('error', end).on('close', end).on('end', end);
  socket.write(bytes);

  async function until<T>(read: () => T | null): Promise<T | null> {
    for (;;) {
      const found = read();
      if (found !== null || ended) return found;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  const head = until(() => {
    const end = buffer.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const text = buffer.subarray(0, end).toString('latin1');
    buffer = buffer.subarray(end + 4);
    return text;
  });
  const answer = head.then((text) => ({ status: Number(text?.split(' ')[1] ?? 0), head: text ?? '' }));
  const take = () => {
    const chunk = buffer;
    buffer = Buffer.alloc(0);
    return chunk.length > 0 ? chunk : null;
  };
  const next = async (): Promise<Frame | null> => {
    await head;
    return until(() => {
      const found = decode(buffer);
      if (found) buffer = buffer.subarray(found.length);
      return found && { opcode: found.opcode, data: found.data };
    });
  };
  return {
    socket,
    answer,
    next,
    async *rest() {
      await head;
      for (let chunk = await until(take); chunk; chunk = await until(take)) yield chunk;
    },
    async *frames() {
      for (let frame = await next(); frame; frame = await next()) yield frame;
    },
    async message() {
      for (let frame = await next(); frame; frame = await next()) {
        if (frame.opcode === 1) return JSON.parse(frame.data.toString()) as ServerMessage;
        if (frame.opcode === 8) return null;
      }
      return null;
    },
    async closeCode() {
      for (let frame = await next(); frame; frame = await next())
        if (frame.opcode === 8) return frame.data.length >= 2 ? frame.data.readUInt16BE(0) : 1005;
      return 1006;
    },
    send: (message) => socket.write(encode(JSON.stringify(message))),
    write: (more) => socket.write(more),
    end: () => socket.destroy(),
  };
}

/** A client frame: masked, final text unless told otherwise. */
export function encode(
  data: string | Uint8Array,
  { opcode = 1, fin = true, masked = true }: { opcode?: number; fin?: boolean; masked?: boolean } = {},
): Buffer {
  const payload = Buffer.from(data);
  const mask = Buffer.from([0x37, 0xfa, 0x21, 0x3d]);
  const first = (fin ? 0x80 : 0) | opcode;
  const bit = masked ? 0x80 : 0;
  const head =
    payload.length < 126
      ? Buffer.from([first, bit | payload.length])
      : payload.length < 65_536
        ? Buffer.from([first, bit | 126, payload.length >> 8, payload.length & 0xff])
        : Buffer.concat([Buffer.from([first, bit | 127]), bigEndian(payload.length)]);
  if (!masked) return Buffer.concat([head, payload]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

/** A server frame at the start of the bytes; null while it is not complete. */
function decode(buffer: Buffer): (Frame & { length: number }) | null {
  if (buffer.length < 2) return null;
  const short = buffer.readUInt8(1) & 0x7f;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (buffer.length < start) return null;
  const size = short === 126 ? buffer.readUInt16BE(2) : short === 127 ? Number(buffer.readBigUInt64BE(2)) : short;
  if (buffer.length < start + size) return null;
  const opcode = buffer.readUInt8(0) & 0x0f;
  return { opcode, data: Buffer.from(buffer.subarray(start, start + size)), length: start + size };
}

function bigEndian(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}

export interface Handshake {
  readonly port: number;
  readonly token: string;
  readonly version?: string;
  readonly method?: string;
  readonly target?: string;
  readonly hosts?: readonly string[];
  readonly origins?: readonly string[];
  readonly protocols?: string;
  readonly more?: readonly string[];
}

/** An upgrade request, correct unless a part is replaced. */
export function handshake({ port, token, version = '1.1', method = 'GET', target = SOCKET_PATH, ...parts }: Handshake) {
  return [
    `${method} ${target} HTTP/${version}`,
    ...(parts.hosts ?? [`127.0.0.1:${port}`]).map((host) => `Host: ${host}`),
    ...(parts.origins ?? [`http://127.0.0.1:${port}`]).map((origin) => `Origin: ${origin}`),
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: ${parts.protocols ?? `${PROTOCOL}, ${TOKEN_PREFIX}${token}`}`,
    ...(parts.more ?? []),
    '',
    '',
  ].join('\r\n');
}
