/** Finds the forms that a secret can have at a place of a text: rules nearly every place out by its first two bytes. */
import type { Form, Spelling } from './secret-forms.ts';

/** A color code may stand between two pieces. */
export const ESCAPE = 0x1b;

/** The forms, indexed by their first two bytes: nearly all of an output is ruled out by looking at two bytes. */
export interface Finder {
  /** 1 for each pair of bytes that a form can begin with; the first byte is the high one of the index. */
  readonly begins: Uint8Array;
  readonly byPair: ReadonlyMap<number, readonly Sought[]>;
  /** For the last byte of a text, where the second byte is not known yet. */
  readonly byFirst: ReadonlyMap<number, readonly Sought[]>;
}

/** A form with what rules it out quickly: in text of two bytes a character, its first two bytes are found everywhere. */
export interface Sought extends Form {
  /** For each piece, its spellings by the byte that they begin with. */
  readonly choices: readonly Choice[];
  /** 1 for a byte that what stands between two pieces can begin with. */
  readonly gaps: Uint8Array;
}

export type Choice = readonly (readonly Spelling[] | undefined)[];

/** A character, a digit and a byte have the same spellings wherever they stand, so there are not many. */
const choices = new WeakMap<readonly Spelling[], Choice>();

function choiceOf(piece: readonly Spelling[]): Choice {
  const known = choices.get(piece);
  if (known) return known;
  const made: (Spelling[] | undefined)[] = Array.from({ length: 256 });
  for (const spelling of piece) for (const byte of new Set(firstBytes(spelling))) (made[byte] ??= []).push(spelling);
  choices.set(piece, made);
  return made;
}

function soughtOf(form: Form): Sought {
  const gaps = flags([ESCAPE, ...form.between.map((gap) => gap[0] ?? 0)]);
  return { ...form, choices: form.pieces.map(choiceOf), gaps };
}

function flags(bytes: readonly number[]): Uint8Array {
  const all = new Uint8Array(256);
  for (const byte of bytes) all[byte] = 1;
  return all;
}

function firstBytes({ bytes, fold }: Spelling): number[] {
  return cases(bytes[0] ?? 0, fold);
}

function cases(byte: number, fold: boolean): number[] {
  return fold ? [byte, upper(byte)] : [byte];
}

const finders = new WeakMap<readonly Form[], Finder>();

export function finderOf(forms: readonly Form[]): Finder | null {
  if (forms.length === 0) return null;
  const known = finders.get(forms);
  if (known) return known;
  const begins = new Uint8Array(1 << 16);
  const [byPair, byFirst] = [new Map<number, Sought[]>(), new Map<number, Sought[]>()];
  for (const form of forms.map(soughtOf)) {
    const pairs = pairsOf(form);
    for (const pair of pairs) {
      begins[pair] = 1;
      add(byPair, pair, form);
    }
    for (const first of new Set([...pairs].map((pair) => pair >> 8))) add(byFirst, first, form);
  }
  const finder = { begins, byPair, byFirst };
  finders.set(forms, finder);
  return finder;
}

function add<K>(map: Map<K, Sought[]>, key: K, form: Sought): void {
  map.set(key, [...(map.get(key) ?? []), form]);
}

const ALL = Array.from({ length: 256 }, (_, byte) => byte);

function pairsOf({ pieces, between }: Form): ReadonlySet<number> {
  const second = [...(pieces[1] ?? []).flatMap(firstBytes), ...between.map((gap) => gap[0] ?? 0), ESCAPE];
  const pairs = (pieces[0] ?? []).flatMap(({ bytes, fold }) => {
    const [first = 0, next] = bytes;
    const nexts = next !== undefined ? cases(next, fold) : pieces.length > 1 ? second : ALL;
    return cases(first, fold).flatMap((byte) => nexts.map((after) => (byte << 8) | after));
  });
  return new Set(pairs);
}

export function formsAt(text: Buffer, at: number, { byPair, byFirst }: Finder): readonly Sought[] {
  const first = text[at] ?? 0;
  return (at + 1 < text.length ? byPair.get((first << 8) | (text[at + 1] ?? 0)) : byFirst.get(first)) ?? [];
}

function upper(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 32 : byte;
}
