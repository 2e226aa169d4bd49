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
  /** How many of the held bytes belong to a secret that was already replaced. */
  let covered = 0;
  const next = (bytes: Buffer, last: boolean) => {
    const finder = finderOf(forms());
    if (finder === null) return bytes;
    const text = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    const masked = mask(text, finder, last, given, covered);
    ({ covered } = masked);
    given = Math.max(0, given - (text.length - masked.rest.length));
    held = Buffer.from(masked.rest);
    return masked.shown;
  };
  return {
    push: (bytes) => next(bytes, false),
    holds: () => held.length > given,
    release() {
      if (held.length > TELLS_NOTHING) return Buffer.alloc(0);
      const shown = held.subarray(Math.max(given, covered));
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

interface Masked {
  readonly shown: Buffer;
  /** What is held back: it may be the beginning of a secret. */
  readonly rest: Buffer;
  /** How many bytes of the rest belong to a secret that `shown` has replaced. */
  readonly covered: number;
}

/** The first `given` bytes of the text have been shown already, the first `covered` ones replaced. */
function mask(text: Buffer, finder: Finder, last: boolean, given: number, covered: number): Masked {
  const parts: Buffer[] = [];
  let shown = Math.max(given, covered);
  const { begins } = finder;
  for (let at = 0; at < text.length; at += 1) {
    const isCovered = at < covered;
    if (!isCovered && at + 1 < text.length && begins[((text[at] ?? 0) << 8) | (text[at + 1] ?? 0)] === 0) continue;
    const begin = at;
    let end = isCovered ? covered : begin;
    let open = -1;
    // A form that begins inside this one and ends after it is masked together with it.
    for (; at === begin || at < end; at += 1) {
      const look = lookAt(text, at, finder);
      end = Math.max(end, look.end);
      if (look.open && open < 0) open = at;
    }
    at -= 1;
    const held = open >= 0 && !last ? open : text.length;
    if (end > begin && held > begin) {
      parts.push(text.subarray(shown, begin), ...(isCovered ? [] : [STARS]));
      shown = Math.max(shown, end);
    }
    if (held === text.length) continue;
    parts.push(text.subarray(shown, held));
    return {
      shown: Buffer.concat(parts),
      rest: text.subarray(held),
      covered: held > begin || isCovered ? end - held : 0,
    };
  }
  parts.push(text.subarray(shown));
  return { shown: Buffer.concat(parts), rest: text.subarray(text.length), covered: 0 };
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
  const { after, choices } = form;
  const plain = plainStart(form, text, begin);
  let ends: readonly number[] = [begin + plain];
  let open = false;
  for (let index = plain; index < choices.length; index += 1) {
    const choice = choices[index];
    const next: number[] = [];
    for (const at of index === 0 ? ends : behindGaps(text, ends, form)) {
      if (at === text.length) open = true;
      else
        for (const { bytes, fold } of choice?.[text[at] ?? 0] ?? []) {
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

/** How many pieces the text begins with, each a byte that can be nothing else: in most texts, one or two. */
function plainStart({ choices, gaps }: Sought, text: Buffer, begin: number): number {
  let count = 0;
  while (count < choices.length) {
    const byte = text[begin + count] ?? -1;
    const found = choices[count]?.[byte];
    if (found?.length !== 1 || found[0]?.bytes.length !== 1 || (count > 0 && gaps[byte] === 1)) break;
    count += 1;
  }
  return count;
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
