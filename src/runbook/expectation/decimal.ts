/** Exact decimal numbers of any size, as text: rounded to doubles, two different ones could be equal. */

/** The separators between thousands: 1,024 1_024 1'024, and no-break spaces. */
const SEPARATORS = [',', '_', "'", '’', '\u00A0', '\u2009', '\u202F'];
export const THOUSANDS = SEPARATORS.join('');

const grouped = SEPARATORS.map((sign) => String.raw`(?:${sign}\d{3})+`).join('|');
/** A regular expression for 1024, 1,024 or 1,024.5, with the same separator throughout. */
export const AMOUNT = String.raw`(?:[1-9]\d{0,2}(?:${grouped})(?!\d)|\d+)(?:\.\d+)?`;
/** As some locales print it: 1.234.567 */
export const DOTTED = String.raw`[1-9]\d{0,2}(?:\.\d{3}){2,}`;
/** The same, or with a decimal comma, as many locales print it: 1,5 and 1.234,5 and 1.234.567. But 1,234 is 1234. */
export const MEASURE = String.raw`(?:${AMOUNT}|(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+),\d+|${DOTTED})`;

/** Below 0 if left is smaller; NaN if one of them is not a number. */
export function compareDecimals(left: string, right: string): number {
  const [a, b] = [read(left), read(right)];
  if (a === null || b === null) return NaN;
  if (a.sign !== b.sign) return a.sign - b.sign;
  return a.sign * compareMagnitudes(a, b);
}

/** The sum of amounts, each multiplied by its unit. Exponents are small: the expressions of the types limit them. */
export function totalOf(parts: readonly (readonly [amount: string, unit: bigint])[]): string {
  const amounts = parts.map(([amount, unit]) => ({ ...toInteger(amount), unit }));
  const scale = Math.max(0, ...amounts.map((amount) => amount.scale));
  const sum = amounts.reduce((total, { digits, unit, ...own }) => total + shift(digits, scale - own.scale) * unit, 0n);
  return `${sum}e-${scale}`;
}

function shift(digits: bigint, places: number): bigint {
  return digits * 10n ** BigInt(places);
}

/** 1.5e-3 becomes the digits 15 with scale 4. */
function toInteger(amount: string): { readonly digits: bigint; readonly scale: number } {
  const [number = '', exponent = '0'] = withoutThousands(withPoint(amount)).split(/e/i);
  const [whole = '', part = ''] = number.split('.');
  return { digits: BigInt(whole + part), scale: part.length - Number(exponent) };
}

/** Turns 1,5 into 1.5, and 1.234,5 into 1234.5. */
function withPoint(amount: string): string {
  if (/^[1-9]\d{0,2}(?:\.\d{3}){2,}$/.test(amount)) return amount.replaceAll('.', '');
  const [, whole, part] = /^(\d+|[1-9]\d{0,2}(?:\.\d{3})+),(\d+)/.exec(amount) ?? [];
  if (whole === undefined || part === undefined || /^[1-9]\d{0,2}(?:,\d{3})+(?!\d)/.test(amount)) return amount;
  return amount.replace(`${whole},${part}`, `${whole.replaceAll('.', '')}.${part}`);
}

function withoutThousands(text: string): string {
  return SEPARATORS.reduce((rest, sign) => rest.replaceAll(sign, ''), text.trim());
}

/** The number 0.`digits` × 10^`exponent`; the digits neither begin nor end with 0. */
interface Decimal {
  readonly sign: -1 | 0 | 1;
  readonly digits: string;
  readonly exponent: bigint;
}

function read(text: string): Decimal | null {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(withoutThousands(text));
  const [, sign, whole = '', part = '', exponent = '0'] = match ?? [];
  if (match === null || whole + part === '') return null;
  const digits = (whole + part).replace(/^0+/, '');
  const size = BigInt(exponent) + BigInt(digits.length - part.length);
  return { sign: digits === '' ? 0 : sign === '-' ? -1 : 1, digits: digits.replace(/0+$/, ''), exponent: size };
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  if (a.exponent !== b.exponent) return a.exponent < b.exponent ? -1 : 1;
  return a.digits < b.digits ? -1 : a.digits > b.digits ? 1 : 0;
}
