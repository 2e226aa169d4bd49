/**
 * Where a client is within its message, from the raw bytes: a peer that sends a message drop by drop must not hold a
 * place for ever, and the websocket library reports a message only once it is complete.
 */
export interface Position {
  /** Header bytes of a frame whose length is not known yet. */
  readonly header: readonly number[];
  /** Payload bytes still to come. */
  readonly skip: number;
  /** The frame that `skip` counts down: whether a message ends with it. */
  readonly ends: boolean;
  /** Between the fragments of a message. */
  readonly within: boolean;
}

export const START: Position = { header: [], skip: 0, ends: true, within: false };

export function isComplete(at: Position): boolean {
  return at.header.length === 0 && at.skip === 0 && !at.within;
}

/** Walks over a chunk; `ended` counts the messages that were completed in it. */
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

/** A control frame may stand between the fragments of a message; it does not end it. */
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
