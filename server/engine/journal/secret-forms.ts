/**
 * The forms in which a secret may appear in an output: as text in UTF-8, UTF-16 or UTF-32, however its characters are
 * escaped; and in base64, base32 or hex, in any spelling: either case, either alphabet, wrapped into lines, or preceded
 * by other bytes.
 */

/** One way to write a piece. `fold`: upper and lower case are the same. */
export interface Spelling {
  readonly bytes: Buffer;
  readonly fold: boolean;
}

export interface Form {
  /** Pieces in order, each in any one of its spellings. */
  readonly pieces: readonly (readonly Spelling[])[];
  /** What may stand between two pieces, besides color codes. */
  readonly between: readonly Buffer[];
  /** Bytes that are part of the form if they follow it. */
  readonly after: ReadonlySet<number>;
}

const SHORTEST = 4; // bytes; the base64 of a shorter one would appear by chance in a megabyte of output
const SHORTEST_LINE = 8; // characters; long enough for a line of a key, too long for a lone bracket

/** Every form of a secret and, if it has several lines, of each line. */
export function formsOf(secret: string): Form[] {
  const lines = secret.split('\n').map((line) => line.trim());
  const whole = [secret, secret.trim(), secret.normalize('NFC')];
  const texts = [...whole, ...lines.filter((line) => line.length >= SHORTEST_LINE)];
  return [...new Set(texts)].filter((text) => text !== '').flatMap(formsOfText);
}

function formsOfText(text: string): Form[] {
  const bytes = Buffer.from(text);
  const form: Form = { pieces: [...text].map(spellings), between: IN_TEXT, after: NOTHING };
  if (bytes.length < SHORTEST) return [form];
  return [
    form,
    ...[0, 1, 2].map((behind) => inDigits(bytes, behind, BASE64)),
    ...[0, 1, 2].map((behind) => inDigits(Buffer.from(text, 'utf16le'), behind, BASE64)), // as PowerShell takes commands
    ...[0, 1, 2, 3, 4].map((behind) => inDigits(bytes, behind, BASE32)),
    { pieces: [...bytes].map(hex), between: SEPARATORS, after: NOTHING },
  ];
}

const known = new Map<string, readonly Spelling[]>();

/** A character as it is, and as shells, URLs, mail, JSON, HTML, CSS and C escape it. */
function spellings(character: string): readonly Spelling[] {
  const found = known.get(character) ?? spellingsOf(character);
  known.set(character, found);
  return found;
}

function spellingsOf(character: string): Spelling[] {
  const bytes = [...Buffer.from(character)];
  const escaped = (prefix: string, base: number, length: number) =>
    bytes.map((byte) => prefix + byte.toString(base).padStart(length, '0')).join('');
  const code = character.codePointAt(0) ?? 0;
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const hexCode = code.toString(16);
  const exact = [character, escaped('\\', 8, 3), escaped('\\0', 8, 3), ...(NAMED[character] ?? [])];
  if (/^[^\p{L}\p{N}\n\t]$/u.test(character)) exact.push(...['\\', '^', '`'].map((before) => before + character));
  if (character.normalize('NFD') !== character) exact.push(character.normalize('NFD'));
  const folded = [
    escaped('%', 16, 2),
    escaped('%25', 16, 2),
    escaped('%2525', 16, 2),
    ...(code > 127 && code < 256 ? [`%${hexCode}`] : []),
    units.map((unit) => `%u${unit.toString(16).padStart(4, '0')}`).join(''),
    escaped('=', 16, 2),
    escaped('\\x', 16, 2),
    ...(code < 256 ? [`\\x${hexCode.padStart(2, '0')}`] : []),
    units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join(''),
    `\\u{${hexCode}}`,
    `\\U${hexCode.padStart(8, '0')}`,
    ...['', ' '].map((end) => `\\${hexCode}${end}`),
    `\\${hexCode.padStart(6, '0')}`,
    ...padded(String(code), 5).flatMap((digits) => [`&#${digits};`, `&#${digits}`]),
    ...padded(hexCode, 6).flatMap((digits) => [`&#x${digits};`, `&#x${digits}`]),
  ];
  return [
    ...exact.map((text) => spelling(text, false)),
    ...folded.map((text) => spelling(text, true)),
    ...(code < 128 ? [] : inUnits(character)),
  ];
}

function padded(digits: string, longest: number): string[] {
  return Array.from({ length: Math.max(1, longest - digits.length + 1) }, (_, zeros) => '0'.repeat(zeros) + digits);
}

/**
 * In Latin-1, UTF-16 and UTF-32, in either byte order, without the zeros at either end, which may stand between pieces. An
 * ASCII character is itself there.
 */
function inUnits(character: string): Spelling[] {
  const utf16 = Buffer.from(character, 'utf16le');
  const utf32 = Buffer.alloc(4);
  utf32.writeUInt32LE(character.codePointAt(0) ?? 0);
  const all = [utf16, Buffer.from(utf16).swap16(), utf32, Buffer.from(utf32).swap32()];
  const distinct = new Set(all.map((bytes) => bytes.toString('latin1').replace(/^\0+|\0+$/g, '')));
  return [...distinct].map((bytes) => ({ bytes: Buffer.from(bytes, 'latin1'), fold: false }));
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  ' ': ['+'],
  '\n': ['\r\n', '\\n', '\\r\\n', ' '],
  '\t': ['\\t'],
  '"': ['&quot;', '""'],
  $: ['$$', '&dollar;'],
  '!': ['&excl;'],
  '#': ['&num;'],
  '%': ['&percnt;', '%%'],
  '(': ['&lpar;'],
  ')': ['&rpar;'],
  '*': ['&ast;'],
  '+': ['&plus;'],
  ',': ['&comma;'],
  '.': ['&period;'],
  '/': ['&sol;'],
  ':': ['&colon;'],
  ';': ['&semi;'],
  '=': ['&equals;'],
  '?': ['&quest;'],
  '@': ['&commat;'],
  '[': ['&lsqb;', '&lbrack;'],
  '\\': ['&bsol;'],
  ']': ['&rsqb;', '&rbrack;'],
  '^': ['&Hat;'],
  _: ['&lowbar;', '&UnderBar;'],
  '`': ['&grave;'],
  '{': ['&lcub;', '&lbrace;'],
  '|': ['&verbar;', '&vert;'],
  '}': ['&rcub;', '&rbrace;'],
  '~': ['&tilde;'],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  "'": ["'\\''", '&apos;', "''"],
  '\u{1B}': ['\\e', '\\E'],
};

interface Digits {
  /** Bits per digit. */
  readonly bits: number;
  /** The spellings of each digit, by its value. */
  readonly alphabet: readonly (readonly Spelling[])[];
}

const NOTHING: ReadonlySet<number> = new Set();
const PADDING: ReadonlySet<number> = new Set(Buffer.from('='));
/**
 * The zeros of UTF-16 and UTF-32, which no screen shows, the soft line ends of quoted-printable, and the backslashes of a
 * text that is quoted in a text that is quoted.
 */
const IN_TEXT = ['\0', '=\n', '=\r\n', '\\'].map((text) => Buffer.from(text));
/**
 * Line ends, whether real or escaped as `\n`, with what a comment, a quotation, a list or a joined text has there. No digit
 * of base64 is among them.
 */
const WRAPPED = ['\n', '\r', '\t', ' ', '\\n', '\\r', '\\', '=\n', '=\r\n', ...`,.;'"#>*`, '// ', '+ ', '+\n'].map(
  (text) => Buffer.from(text),
);
const SEPARATORS = [...WRAPPED, ...[...`:,;-_%'"hHuU`].map((text) => Buffer.from(text))];

const BASE32: Digits = {
  bits: 5,
  alphabet: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'].map((digit) => [spelling(digit, true)]),
};
const BASE64: Digits = {
  bits: 6,
  alphabet: [
    ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'].map((digit) => [spelling(digit, false)]),
    [spelling('+', false), spelling('-', false), ...spellings('+')],
    [spelling('/', false), spelling('_', false), ...spellings('/')],
  ],
};

/** The digits of `bytes` when `behind` other bytes precede them. The last digit may share bits with what follows. */
function inDigits(bytes: Buffer, behind: number, { bits, alphabet }: Digits): Form {
  const binary = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const skipped = (bits - ((behind * 8) % bits)) % bits;
  const pieces: (readonly Spelling[])[] = [];
  for (let at = skipped; at < binary.length; at += bits) {
    const known = binary.slice(at, at + bits);
    const open = bits - known.length;
    const first = Number.parseInt(known, 2) << open;
    pieces.push(open === 0 ? (alphabet[first] ?? []) : alphabet.slice(first, first + (1 << open)).flat());
  }
  return { pieces, between: WRAPPED, after: PADDING };
}

/** A byte in hex, as dumps and programs write it. */
function hex(byte: number): readonly Spelling[] {
  return HEX[byte] ?? [];
}

function spelling(text: string, fold: boolean): Spelling {
  return { bytes: Buffer.from(fold ? text.toLowerCase() : text), fold };
}

/** For each byte. */
const HEX = Array.from({ length: 256 }, (_, byte) => {
  const digits = byte.toString(16).padStart(2, '0');
  return [digits, `0x${digits}`, `\\x${digits}`, `0x${byte.toString(16)}`].map((text) => spelling(text, true));
});
