/** Replaces secrets by `***` in a stream of bytes, also where a chunk ends in the middle of one. */
export interface Mask {
  push(bytes: Buffer): Buffer;
  /** What was held back because it might have been the beginning of a secret. */
  end(): Buffer;
}

export function openMask(secrets: readonly string[]): Mask {
  const needles = formsOf(secrets);
  if (needles.length === 0) return { push: (bytes) => bytes, end: () => Buffer.alloc(0) };
  let held = Buffer.alloc(0);
  return {
    push(bytes) {
      const text = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      const { shown, rest } = mask(text, needles, false);
      held = Buffer.from(rest);
      return shown;
    },
    end() {
      const { shown, rest } = mask(held, needles, true);
      held = Buffer.alloc(0);
      return Buffer.concat([shown, rest]);
    },
  };
}

const STARS = Buffer.from('***');

/** A secret as it is, as base64 in both alphabets, and as it stands in an address; the longest first. */
function formsOf(secrets: readonly string[]): Buffer[] {
  const forms = secrets.flatMap((secret) => {
    const base64 = Buffer.from(secret).toString('base64');
    const bare = base64.replace(/=+$/, '');
    const url = encodeURIComponent(secret);
    return [secret, base64, bare, Buffer.from(secret).toString('base64url'), url, url.replaceAll('%20', '+')];
  });
  return [...new Set(forms)]
    .filter((form) => form !== '')
    .map((form) => Buffer.from(form))
    .toSorted((a, b) => b.length - a.length);
}

function mask(text: Buffer, needles: readonly Buffer[], last: boolean): { shown: Buffer; rest: Buffer } {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const hit = firstHit(text, needles, at);
    if (!hit) break;
    // A longer form may begin here, of which this is only the beginning.
    if (!last && openTail(text.subarray(hit.at), needles) === text.length - hit.at) {
      parts.push(text.subarray(at, hit.at));
      return { shown: Buffer.concat(parts), rest: text.subarray(hit.at) };
    }
    parts.push(text.subarray(at, hit.at), STARS);
    at = hit.at + hit.length;
  }
  const end = text.length - openTail(text.subarray(at), needles);
  parts.push(text.subarray(at, end));
  return { shown: Buffer.concat(parts), rest: text.subarray(end) };
}

function firstHit(text: Buffer, needles: readonly Buffer[], from: number): { at: number; length: number } | null {
  let best: { at: number; length: number } | null = null;
  for (const needle of needles) {
    const at = text.indexOf(needle, from);
    if (at >= 0 && (best === null || at < best.at)) best = { at, length: needle.length };
  }
  return best;
}

/** Length of the longest end of `text` that is the beginning of a needle. */
function openTail(text: Buffer, needles: readonly Buffer[]): number {
  let longest = 0;
  for (const needle of needles) {
    for (let length = Math.min(needle.length - 1, text.length); length > longest; length -= 1) {
      if (text.subarray(text.length - length).equals(needle.subarray(0, length))) longest = length;
    }
  }
  return longest;
}
