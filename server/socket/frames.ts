/**
 * Tracks in the raw bytes how much of a message has arrived. The websocket library reports only complete messages, but
 * a peer that sends one very slowly must not occupy a connection for ever.
 */
export interface Position {
  /** The bytes so far of a frame header that is not complete. */
  readonly header: readonly number[];
  /** Payload bytes still to come. */
  readonly skip: number;
  /** Whether a message ends with the frame that `skip` counts down. */
  readonly ends: boolean;
  /** Whether a message has begun and its last fragment has not. */
  readonly within: boolean;
}

export const START: Position = { header: [], skip: 0, ends: true, within: false };

export function isComplete(at: Position): boolean {
  return at.header.length === 0 && at.skip === 0 && !at.within;
}

/** Advances over a chunk; `ended` counts the messages that are complete by its end. */
export function advance(from: Position, chunk: Uint8Array): { at: Position; ended: number } {
  let at = from;
  let ended = 0;
  let index = 0;
  const finish = () => {
    if (at.ends) ended += 1;
  };
  while (index < chunk.length) {
    if (at.skip > 0) {
      const step = Math.min(at.skip, chunk.length - index);
      index += step;
      at = { ...at, skip: at.skip - step };
      if (at.skip === 0) finish();
      continue;
    }
    const header = [...at.header, chunk[index] ?? 0];
    index += 1;
    const payload = payloadLength(header);
    at = payload === null ? { ...at, header } : begin(at, header[0] ?? 0, payload);
    if (payload === 0) finish();
  }
  return { at, ended };
}

/** A control frame may come between the fragments of a message, and does not end it. */
function begin(at: Position, first: number, skip: number): Position {
  const final = (first & 0x80) !== 0;
  const control = (first & 0x08) !== 0;
  const within = control ? at.within : !final;
  return { header: [], skip, ends: control ? !at.within : final, within };
}

/** Null until the header, with its mask, is complete (RFC 6455, 5.2). */
function payloadLength(header: readonly number[]): number | null {
  const second = header[1];
  if (second === undefined) return null;
  const short = second & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const mask = (second & 0x80) === 0 ? 0 : 4;
  if (header.length < 2 + extra + mask) return null;
  return extra === 0 ? short : header.slice(2, 2 + extra).reduce((sum, byte) => sum * 256 + byte, 0);
}
