/** Compresses the files of the site for browsers that accept it, if that is worthwhile. Each is compressed once. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Asset } from './walk.ts';

type Coding = 'br' | 'gzip';

export interface Sent {
  readonly body: Buffer;
  /** The headers that describe the encoding. */
  readonly headers: Readonly<Record<string, string>>;
}

const WORTH = 1024; // bytes; a smaller file fits into one packet uncompressed
const TEXT = /^(text\/|image\/svg|application\/(json|xml|wasm|manifest|octet-stream))/;
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }; // 2 ms for 100 kB; only half a percent larger than at 9

/** `accepts` is the Accept-Encoding header of the request. */
export function encoder(): (asset: Asset, accepts: string) => Sent {
  const packed = new Map<Asset, Map<Coding, Buffer>>();
  return (asset, accepts) => {
    if (asset.body.length < WORTH || !TEXT.test(asset.type)) return { body: asset.body, headers: {} };
    const coding = codingOf(accepts);
    const headers = { Vary: 'Accept-Encoding' };
    if (coding === null) return { body: asset.body, headers };
    const known = packed.get(asset) ?? new Map<Coding, Buffer>();
    packed.set(asset, known);
    const body = known.get(coding) ?? pack(asset.body, coding);
    known.set(coding, body);
    return { body, headers: { ...headers, 'Content-Encoding': coding } };
  };
}

function pack(body: Buffer, coding: Coding): Buffer {
  return coding === 'br' ? brotliCompressSync(body, QUALITY) : gzipSync(body);
}

/** The best coding that is accepted; null if none is. `br;q=0` means not accepted. */
function codingOf(accepts: string): Coding | null {
  const accepted = accepts
    .toLowerCase()
    .split(',')
    .map((each) => each.split(';').map((part) => part.trim()))
    .filter(([, quality = '']) => !/^q=0(\.0*)?$/.test(quality))
    .map(([name]) => name);
  return (['br', 'gzip'] as const).find((coding) => accepted.includes(coding)) ?? null;
}
