/** Makes blocks and checks from their fences alone, ours and those of other tools; the page adds the context. */
import { blankExpectation } from '../blank-block.ts';
import { readContent } from './content.ts';
import { RunbookError } from '../error.ts';
import { compile } from '../expectation/index.ts';
import { changeOf, readBlockWords, readCheckWords, type Slip } from '../fence/index.ts';
import type { Adopted, ForeignCheck } from '../foreign/index.ts';
import { refuseHiddenCharacters, refuseHiddenLines } from './hidden-characters.ts';
import { doubtsAbout, likelyMistakesIn, refuseEmpty } from './likely-mistakes.ts';
import type { Block, Expectation, Place, Warning } from '../model.ts';

export interface BlockDraft extends Omit<Block, 'id' | 'title' | 'page' | 'options' | 'only' | 'uses' | 'help'> {
  readonly id: string | null;
  readonly title: string | null;
}

export interface CheckDraft {
  /** The id of its block; null for the nearest block above. */
  readonly of: string | null;
  readonly expectation: Expectation;
}

interface Own {
  readonly lang: string;
  readonly meta: string;
  readonly place: Place;
  readonly slip: Slip;
  readonly warn: (warnings: readonly Warning[]) => void;
}

export function ownBlock(value: string, { lang, meta, place, slip, warn }: Own): BlockDraft {
  refuseHiddenCharacters(value, place);
  const { change, ...words } = readBlockWords(lang, meta, place, slip, value);
  warn(likelyMistakesIn(lang, value, place));
  const { language, script, typed, echoes, expectation } = readContent(
    change === null ? lang : null,
    value,
    place,
    meta,
  );
  if (expectation) compile(expectation);
  return {
    ...place,
    ...words,
    tool: null,
    language: language ?? lang,
    change: change && changeOf(change, script, place),
    script,
    typed,
    echoes,
    timeout: words.timeout ?? 0,
    stop: words.stop ?? 0,
    expectations: expectation ? [expectation] : [],
  };
}

export function ownCheck(lines: readonly string[], { lang, meta, place, slip, warn }: Own): CheckDraft {
  const { of, ...words } = readCheckWords(lang, meta, place, slip);
  refuseHiddenLines(lines, place);
  const at = lines.map((_, offset) => place.line + 1 + offset);
  const expectation: Expectation = { ...blankExpectation, ...place, ...words, lines, at };
  refuseEmpty(expectation);
  compile(expectation);
  warn(doubtsAbout(expectation));
  return { of, expectation };
}

export function foreignBlock(adopted: Extract<Adopted, { as: 'block' }>, tool: string, place: Place): BlockDraft {
  const { language, words, script, typed, echoes, check } = adopted;
  refuseHiddenCharacters(script.trimEnd(), place);
  const { change: _change, ...blank } = readBlockWords('bash', '', place);
  return {
    ...place,
    ...blank,
    ...words,
    tool,
    language,
    change: null,
    script,
    typed,
    echoes,
    timeout: words.timeout ?? 0,
    stop: words.stop ?? 0,
    expectations: check === null ? [] : [foreignCheck(check, tool, place).expectation],
  };
}

/** A check for another tool. If it cannot be compiled, it becomes `unchecked` instead of an error. */
export function foreignCheck({ words, lines, unchecked }: ForeignCheck, tool: string, place: Place): CheckDraft {
  const read = { lines: lines.map(({ text }) => text), at: lines.map(({ at }) => at) };
  refuseHiddenLines(read.lines, place);
  const expectation: Expectation = { ...blankExpectation, ...place, ...words, ...read, tool, unchecked };
  const why = unchecked ?? problemWith(expectation);
  return { of: null, expectation: why === null ? expectation : { ...expectation, lines: [], at: [], unchecked: why } };
}

function problemWith(expectation: Expectation): string | null {
  try {
    compile(expectation);
    return null;
  } catch (error) {
    if (error instanceof RunbookError) return error.message;
    throw error;
  }
}
