/** Decimal numbers of any size as text, exactly: where a double would round, two that differ could be called equal. */

/** What may stand between thousands: 1,024 1_024 1'024, and the spaces at which no line is broken. */
const SEPARATORS = [',', '_', "'", '’', '\u00A0', '\u2009', '\u202F'];
export const THOUSANDS = SEPARATORS.join('');

const grouped = SEPARATORS.map((sign) => String.raw`(?:${sign}\d{3})+`).join('|');
/** As an expression: 1024, 1,024 or 1,024.5; one sign between all its thousands. */
export const AMOUNT = String.raw`(?:[1-9]\d{0,2}(?:${grouped})(?!\d)|\d+)(?:\.\d+)?`;
/** With a comma before the fraction too, as half of the world's locales print it: 1,5 and 1.234,5; 1,234 is thousands. */
export const MEASURE = String.raw`(?:${AMOUNT}|(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+),\d+)`;

/** Below 0: left is less; NaN when one of them is no number. */
export function compareDecimals(left: string, right: string): number {
  const [a, b] = [read(left), read(right)];
  if (a === null || b === null) return NaN;
  if (a.sign !== b.sign) return a.sign - b.sign;
  return a.sign * compareMagnitudes(a, b);
}

/** The sum of amounts, each so many units. An exponent is small: the kinds' expressions see to it. */
export function totalOf(parts: readonly (readonly [amount: string, unit: bigint])[]): string {
  const amounts = parts.map(([amount, unit]) => ({ ...toInteger(amount), unit }));
  const scale = Math.max(0, ...amounts.map((amount) => amount.scale));
  const sum = amounts.reduce((total, { digits, unit, ...own }) => total + shift(digits, scale - own.scale) * unit, 0n);
  return `${sum}e-${scale}`;
}

function shift(digits: bigint, places: number): bigint {
  return digits * 10n ** BigInt(places);
}

/** 1.5e-3 is 15 with four places behind the point. */
function toInteger(amount: string): { readonly digits: bigint; readonly scale: number } {
  const [number = '', exponent = '0'] = withoutThousands(withPoint(amount)).split(/e/i);
  const [whole = '', part = ''] = number.split('.');
  return { digits: BigInt(whole + part), scale: part.length - Number(exponent) };
}

/** 1,5 as 1.5, and 1.234,5 as 1234.5. */
function withPoint(amount: string): string {
  const [, whole, part] = /^(\d+|[1-9]\d{0,2}(?:\.\d{3})+),(\d+)/.exec(amount) ?? [];
  if (whole === undefined || part === undefined || /^[1-9]\d{0,2}(?:,\d{3})+(?!\d)/.test(amount)) return amount;
  return amount.replace(`${whole},${part}`, `${whole.replaceAll('.', '')}.${part}`);
}

function withoutThousands(text: string): string {
  return SEPARATORS.reduce((rest, sign) => rest.replaceAll(sign, ''), text.trim());
}

/** 0.`digits` times ten to the power of `exponent`; no zero in front, and none behind. */
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
