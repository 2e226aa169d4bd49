/** Decimal numbers of any size as text, exactly: where a double would round, two that differ could be called equal. */

/** Below 0: left is less; NaN when one of them is no number. Commas between thousands are left out. */
export function compareDecimals(left: string, right: string): number {
  const [a, b] = [read(left), read(right)];
  if (a === null || b === null) return NaN;
  if (a.sign !== b.sign) return a.sign - b.sign;
  return a.sign * compareMagnitudes(a, b);
}

/** The sum of amounts, each so many units. */
export function totalOf(parts: readonly (readonly [amount: string, unit: bigint])[]): string {
  const scale = Math.max(0, ...parts.map(([amount]) => amount.split('.')[1]?.length ?? 0));
  const sum = parts.reduce((total, [amount, unit]) => total + scaled(amount, scale) * unit, 0n);
  return `${sum}e-${scale}`;
}

function scaled(amount: string, scale: number): bigint {
  const [whole = '', part = ''] = amount.replaceAll(',', '').split('.');
  return BigInt(whole + part.padEnd(scale, '0'));
}

/** 0.`digits` times ten to the power of `exponent`; no zero in front, and none behind. */
interface Decimal {
  readonly sign: -1 | 0 | 1;
  readonly digits: string;
  readonly exponent: bigint;
}

function read(text: string): Decimal | null {
  const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(text.trim().replaceAll(',', ''));
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
