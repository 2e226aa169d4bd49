/**
 * Refuses hidden characters, so that what readers see is what runs: nothing that they see or approve may contain a
 * character that hides itself or something else. Unicode's own properties decide, so that there is no list to maintain.
 *
 * Joiners are invisible, too, but some text needs them. They are allowed where Unicode gives them a function: inside an
 * emoji (UTS 51), between two letters that would join, and after a virama (RFC 5892, appendix A).
 */
import { RunbookError } from '../error.ts';
import { joinsArabic, VIRAMAS } from './joining.ts';
import type { Place, Warning } from '../model.ts';

/** Checks code, line by line; `place` is the place of its fence. Throws RunbookError. */
export function refuseHiddenCharacters(code: string, place: Place): void {
  for (const [index, line] of code.split('\n').entries()) {
    const found = hiddenIn(line) ?? lookalikeIn(line);
    if (!found) continue;
    const { name, column } = found;
    throw new RunbookError(
      { ...place, line: place.line + 1 + index },
      `there is an invisible character (${name}) at column ${column}; delete it${name === 'U+0000' ? '' : `, or write it as an escape such as $'\\u${name.slice(2)}'`}`,
    );
  }
}

/** Checks words that are shown or decide how something runs; `what` names them. Throws RunbookError. */
export function refuseHiddenWords(words: string, what: string, place: Place): void {
  const problem = hiddenProblem(words);
  if (problem !== null) throw new RunbookError(place, `${what} ${problem}`);
}

/** Checks lines that are compared with an output. Unusual spaces are allowed, because a program may print them. */
export function refuseHiddenLines(lines: readonly string[], { file, line }: Place): void {
  lines.forEach((text, index) => refuseHiddenWords(text, 'this line of the check', { file, line: line + 1 + index }));
}

/**
 * Warns of characters that show text in another order than it is written. Prose may need other invisible characters,
 * but no language needs these: the page isolates text of another direction.
 */
export function reorderedIn(text: string, file: string): Warning[] {
  return text.split('\n').flatMap((line, index): Warning[] => {
    const found = /[\u202A-\u202E\u2066-\u2069]/.exec(line);
    if (!found) return [];
    const { name, column } = described(found[0], found.index);
    const message = `the character ${name} at column ${column} shows text in another order than it is written; delete it`;
    return [{ file, line: index + 1, message }];
  });
}

export function hiddenProblem(words: string): string | null {
  const found = hiddenIn(words.replaceAll(SELECTED, '..'));
  return found && `contains an invisible character (${found.name}); delete it`;
}

interface Hidden {
  /** For example `U+200B`. */
  readonly name: string;
  /** 1-based. */
  readonly column: number;
}

function hiddenIn(text: string): Hidden | null {
  // Replace emoji first, so that the joiners and selectors in them are not found.
  const rest = text.replace(EMOJI, (emoji) => '.'.repeat(emoji.length));
  for (const found of rest.matchAll(HIDDEN)) {
    if (JOINERS.includes(found[0]) && isJoining(found[0], rest.slice(0, found.index), rest.slice(found.index + 1)))
      continue;
    return described(found[0], found.index);
  }
  return null;
}

/** Finds a space in code that the shell takes for a letter: `rm a<no-break space>b` names one file. */
function lookalikeIn(line: string): Hidden | null {
  const found = /(?![ \u3000])\p{Zs}/u.exec(line);
  return found && described(found[0], found.index);
}

function described(character: string, index: number): Hidden {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { name: `U+${code}`, column: index + 1 };
}

const JOINERS = '\u200C\u200D';
const HIDDEN =
  /(?![\t\n])\p{Cc}|\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}|[\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}\uFFF9-\uFFFB\u2800\u{1D159}]/gu;
/** The emoji that Unicode recommends, and sequences of its grammar that only lack a selector. */
const EMOJI =
  /\p{RGI_Emoji}\uFE0F?|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\uFE0E\uFE0F])?(?:\u200D\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F)?)*/gv;

/** A keycap emoji without its frame: a valid sequence of Unicode that hides nothing. */
const SELECTED = /[#*0-9]\uFE0F/g;

function isJoining(joiner: string, before: string, after: string): boolean {
  return VIRAMAS.test(before) || (joiner === '\u200C' && joinsArabic(before, after));
}

/** Every text in the data, including the names of keys, with its path. */
export function* wordsOf(
  data: unknown,
  path: readonly PropertyKey[] = [],
): Generator<[readonly PropertyKey[], string]> {
  if (typeof data === 'string') yield [path, data];
  if (typeof data !== 'object' || data === null) return;
  for (const [key, value] of Object.entries(data)) {
    const own = [...path, Array.isArray(data) ? Number(key) : key];
    yield [own, key];
    yield* wordsOf(value, own);
  }
}
