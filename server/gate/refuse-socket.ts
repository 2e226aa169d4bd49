import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Refusal } from './rule.ts';
import { HEADERS, NO_PAGE } from './response-headers.ts';

/** Answers on a bare socket, as for an upgrade, where Node has no response object; then closes the connection. */
export function refuseSocket(socket: Duplex, { status, why }: Refusal): void {
  socket.on('error', () => socket.destroy());
  const body = `${why}\n`;
  const headers = {
    ...HEADERS,
    'Content-Security-Policy': NO_PAGE,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`, ...lines];
  socket.end([...head, '', body].join('\r\n'), () => socket.destroy());
}

/** Answers what Node cannot parse as a request. Node's own answer would lack our headers. */
export function refuseUnreadable(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  refuseSocket(socket, UNREADABLE[error.code ?? ''] ?? { status: 400, why: 'not a request' });
}

const UNREADABLE: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, why: 'too many headers' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, why: 'a GET has no body' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, why: 'too slow' },
};
