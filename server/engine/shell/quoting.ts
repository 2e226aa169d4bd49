/** Quotes text for bash, and reads bash's quoting. All text is latin1, one character per byte. */

/** In single quotes: `it's` becomes `'it'\''s'`. */
export function quote(bytes: string): string {
  return `'${bytes.replaceAll("'", "'\\''")}'`;
}

export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The UTF-8 text that a program would receive for one word in bash's quoting. */
export function toText(word: string): string {
  const inner = word.startsWith("$'") ? unescapeAnsi(word.slice(2, -1)) : unquote(word);
  return Buffer.from(inner, 'latin1').toString('utf8');
}

function unquote(value: string): string {
  return value.replace(/"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\([\s\S])/g, (_, double, single, escaped) =>
    double === undefined ? (single ?? escaped) : String(double).replace(/\\([$`"\\\n])/g, '$1'),
  );
}

const ANSI: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function unescapeAnsi(text: string): string {
  return text.replace(/\\(?:([0-7]{1,3})|([\s\S]))/g, (_, octal, letter) =>
    octal === undefined
      ? (ANSI[String(letter)] ?? String(letter))
      : String.fromCharCode(Number.parseInt(octal, 8) & 255),
  );
}
