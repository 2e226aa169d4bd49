/** Finds where a text stops being JSON. The messages of JSON.parse name no place, or one that depends on the engine. */

const BLANK = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

export interface Mistake {
  /** The offset of the first character that is wrong; the length of the text if it ends too early. */
  readonly at: number;
  /** Whether a whole value comes before it. */
  readonly isAfterValue: boolean;
}

/** Null if the text is JSON. It must not be nested deeply. */
export function mistakeIn(text: string): Mistake | null {
  let at = 0;
  const skip = (expression: RegExp) => {
    expression.lastIndex = at;
    const isThere = expression.test(text);
    if (isThere) at = expression.lastIndex;
    return isThere;
  };
  const take = (sign: string) => {
    skip(BLANK);
    const isThere = text.startsWith(sign, at);
    if (isThere) at += sign.length;
    return isThere;
  };
  const isWhole = value();
  skip(BLANK);
  return isWhole && at === text.length ? null : { at, isAfterValue: isWhole };

  function value(): boolean {
    if (take('{')) return list('}', () => key() && take(':') && value());
    if (take('[')) return list(']', value);
    return skip(STRING) || skip(SCALAR);
  }

  function key(): boolean {
    skip(BLANK);
    return skip(STRING);
  }

  function list(end: string, item: () => boolean): boolean {
    if (take(end)) return true;
    while (item()) {
      if (take(end)) return true;
      if (!take(',')) return false;
    }
    return false;
  }
}

/** What the author of a check probably meant. Null if the mistake is none of the usual ones. */
export function remedyFor(text: string, { at }: Mistake): string | null {
  const rest = text.slice(at);
  const [placeholder] = /^\[(?:\w+=)?(?:[A-Z]+[^\]"]*|\.\.)\]/.exec(text.slice(at - 1)) ?? [];
  if (placeholder !== undefined) return `write the placeholder in double quotes, "${placeholder}"`;
  if (/^(?:\.{3}|…)/.test(rest)) return 'write "..." in double quotes; in an object, write "...": "..."';
  if (rest === '') return 'it ends too early';
  const [word] = /^[A-Za-z_$][\w$-]*/.exec(rest) ?? [];
  if (word !== undefined && /^\s*:/.test(rest.slice(word.length))) return `write the key in double quotes, "${word}"`;
  if (word !== undefined) return `${word} is not a value of JSON`;
  if (rest.startsWith("'")) return 'write strings in double quotes';
  if (/^(?:\/\/|\/\*|#)/.test(rest)) return 'JSON has no comments';
  if (/^[}\]]/.test(rest) && /,\s*$/.test(text.slice(0, at))) return `leave out the comma before ${rest.charAt(0)}`;
  return null;
}
