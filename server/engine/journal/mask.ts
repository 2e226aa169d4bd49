/** Replaces secrets with `***` in a stream of bytes, even if a chunk ends in the middle of one. */
import { ESCAPE, type Finder, type Sought, finderOf, formsAt } from './secret-finder.ts';
import type { Form } from './secret-forms.ts';

export interface Mask {
  push(bytes: Buffer): Buffer;
  /** Whether bytes are held back because they may be the beginning of a secret. */
  holds(): boolean;
  /**
   * Returns the bytes that are held back if they are too few to reveal anything, else nothing. If a secret does follow,
   * the rest of it is still masked.
   */
  release(): Buffer;
  /** Returns everything that was held back. */
  end(): Buffer;
}

const TELLS_NOTHING = 2; // bytes

/** `forms` is called for each chunk, so that a secret supplied in the meantime is masked from then on. */
export function openMask(forms: () => readonly Form[]): Mask {
  let held = Buffer.alloc(0);
  /** How many of the held bytes `release` has already returned. */
  let given = 0;
  const next = (bytes: Buffer, last: boolean) => {
    const finder = finderOf(forms());
    if (finder === null) return bytes;
    const text = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    const { shown, rest } = mask(text, finder, last, given);
    given = Math.max(0, given - (text.length - rest.length));
    held = Buffer.from(rest);
    return shown;
  };
  return {
    push: (bytes) => next(bytes, false),
    holds: () => held.length > given,
    release() {
      if (held.length > TELLS_NOTHING) return Buffer.alloc(0);
      const shown = held.subarray(given);
      given = held.length;
      return shown;
    },
    end: () => next(Buffer.alloc(0), true),
  };
}

/** Whether the text contains a secret, in any form. */
export function holdsSecret(text: Buffer, forms: readonly Form[]): boolean {
  const finder = finderOf(forms);
  return finder !== null && text.some((_, at) => lookAt(text, at, finder).end > at);
}

const STARS = Buffer.from('***');

/** The first `given` bytes of the text have been shown already. */
function mask(text: Buffer, finder: Finder, last: boolean, given: number): { shown: Buffer; rest: Buffer } {
  const parts: Buffer[] = [];
  let shown = given;
  const { begins } = finder;
  for (let at = 0; at < text.length; at += 1) {
    if (at + 1 < text.length && begins[((text[at] ?? 0) << 8) | (text[at + 1] ?? 0)] === 0) continue;
    const begin = at;
    let { end, open } = lookAt(text, at, finder);
    // A form that begins inside this one and ends after it is masked together with it.
    for (at += 1; at < end; at += 1) {
      const within = lookAt(text, at, finder);
      end = Math.max(end, within.end);
      open ||= within.open;
    }
    at -= 1;
    if (open && !last) {
      parts.push(text.subarray(shown, begin));
      return { shown: Buffer.concat(parts), rest: text.subarray(begin) };
    }
    if (end <= begin) continue;
    parts.push(text.subarray(shown, begin), STARS);
    shown = Math.max(shown, end);
  }
  parts.push(text.subarray(shown));
  return { shown: Buffer.concat(parts), rest: text.subarray(text.length) };
}

interface Look {
  /** Where the longest form found here ends; where it would begin if there is none. */
  readonly end: number;
  /** The text ends before it is certain whether there is a form, or a longer one, here. */
  readonly open: boolean;
}

function lookAt(text: Buffer, at: number, finder: Finder): Look {
  let [end, open] = [at, false];
  for (const form of formsAt(text, at, finder)) {
    const look = lookFor(form, text, at);
    end = Math.max(end, look.end);
    open ||= look.open;
  }
  return { end, open };
}

function lookFor(form: Sought, text: Buffer, begin: number): Look {
  const { pieces, after, starts } = form;
  let ends: readonly number[] = [begin];
  let open = false;
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index] ?? [];
    const next: number[] = [];
    for (const at of index === 0 ? ends : behindGaps(text, ends, form)) {
      if (at === text.length) open = true;
      if (starts[index]?.[text[at] ?? 0] === 0) continue;
      for (const { bytes, fold } of piece) {
        const length = same(text, at, bytes, fold);
        if (length === bytes.length && !next.includes(at + length)) next.push(at + length);
        else if (length < bytes.length && at + length === text.length) open = true;
      }
    }
    if (next.length === 0) return { end: begin, open };
    ends = next;
  }
  let end = Math.max(...ends);
  while (after.has(text[end] ?? -1)) end += 1;
  return { end, open: open || (after.size > 0 && end === text.length) };
}

const WIDEST = 32; // bytes between two pieces: a line end with its indentation

/** Every place where the next piece may begin: right here, or after one or more gaps. */
function behindGaps(text: Buffer, ends: readonly number[], { between, gaps }: Sought): readonly number[] {
  if (ends.every((end) => gaps[text[end] ?? 0] === 0 || end === text.length)) return ends;
  const places = [...ends];
  const widths = ends.map(() => 0);
  const reach = (place: number, width: number) => {
    if (places.includes(place)) return;
    places.push(place);
    widths.push(width);
  };
  for (let index = 0; index < places.length; index += 1) {
    const [place = 0, width = 0] = [places[index], widths[index]];
    if (width > WIDEST || place === text.length || gaps[text[place] ?? 0] === 0) continue;
    for (const gap of between) {
      const length = same(text, place, gap, false);
      if (length === gap.length || (length > 0 && place + length === text.length))
        reach(place + length, width + length);
    }
    const length = colorLength(text, place);
    if (length > 0) reach(place + length, width + length);
  }
  return places;
}

/** How long the color code or erasure is that begins here, or may begin here where the text ends; else 0. */
function colorLength(text: Buffer, at: number): number {
  if (text[at] !== ESCAPE) return 0;
  if (at + 1 === text.length) return 1;
  if (text[at + 1] !== 0x5b) return 0;
  const last = Math.min(text.length, at + WIDEST);
  let end = at + 2;
  while (end < last && isParameter(text[end] ?? 0)) end += 1;
  if (end === last) return end - at;
  return text[end] === 0x6d || text[end] === 0x4b ? end + 1 - at : 0; // m, K
}

/** A digit, `:` or `;`. */
function isParameter(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x3b;
}

/** How many bytes are equal from `at` on. */
function same(text: Buffer, at: number, bytes: Buffer, fold: boolean): number {
  let length = 0;
  while (length < bytes.length && at + length < text.length) {
    const byte = text[at + length] ?? 0;
    if ((fold ? lower(byte) : byte) !== bytes[length]) break;
    length += 1;
  }
  return length;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}
