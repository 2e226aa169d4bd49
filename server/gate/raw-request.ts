import type { IncomingMessage } from 'node:http';

/** A request or an upgrade as it was sent, before Node interprets its headers. */
export interface RawRequest {
  readonly version: string;
  readonly method: string;
  readonly target: string;
  /** Names in lower case, in the order sent, with repetitions: Node's own `headers` keeps only one Host. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly upgrade: boolean;
}

export function readRawRequest(request: IncomingMessage, upgrade: boolean): RawRequest {
  const { rawHeaders } = request;
  const headers = rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? '']] : [],
  );
  return {
    version: request.httpVersion,
    method: request.method ?? '',
    target: request.url ?? '',
    headers,
    upgrade,
  };
}

/** Every value sent under a header name. */
export function values(raw: RawRequest, name: string): string[] {
  return raw.headers.filter(([key]) => key === name).map(([, value]) => value);
}
