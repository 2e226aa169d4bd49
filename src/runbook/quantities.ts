/** Times, sizes and counts as page, terminal and reports say them. */

/** `120 ms`, `4.2 s`, `12 s`, `3 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A rounded duration, for estimates: `4 s`, `3 min`, `1 h 20 min`. */
export function roughly(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `12 bytes`, `1.5 kB`, `1.1 GB`. */
export function bytes(count: number): string {
  const [amount, unit] = inUnit(count);
  return unit === null ? plural(count, 'byte') : `${amount} ${unit}`;
}

/** In the largest unit of which there is at least one, with one decimal place; without a unit below 1 kB. */
export function inUnit(count: number): readonly [amount: string, unit: string | null] {
  let [amount, unit] = [count / 1000, 0];
  while (amount >= 999.95 && unit < UNITS.length - 1) [amount, unit] = [amount / 1000, unit + 1];
  return count < 1000 ? [String(count), null] : [amount.toFixed(1), UNITS[unit] ?? null];
}

const UNITS = ['kB', 'MB', 'GB', 'TB'];

/** `1 step`, `2,000 steps`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
