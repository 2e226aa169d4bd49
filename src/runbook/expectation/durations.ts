/**
 * Durations: 1.5s, -3 ms, 1m 30s, 2 minutes and 3 seconds, 1,234 ms, 1.2e-05s, 1:30, 2 days 03:04:05, 2-03:04:05,
 * PT1H30M. A month has 30 days and a year 365, as in programs that print ages like this.
 */
import type { Compare } from './compare.ts';
import { compareDecimals, MEASURE, totalOf } from './decimal.ts';

const SECOND = 1_000_000_000n;
const DAY = 86_400n * SECOND;
const UNITS: ReadonlyMap<string, bigint> = new Map(
  (
    [
      ['nanoseconds nanosecond nanos nsecs nsec ns', 1n],
      ['microseconds microsecond microsecs microsec micros usecs usec µs μs us', 1000n],
      ['milliseconds millisecond millisecs millisec millis msecs msec ms', 1_000_000n],
      ['seconds second secs sec s', SECOND],
      ['minutes minute mins min m', 60n * SECOND],
      ['hours hour hrs hr h', 3600n * SECOND],
      ['days day d', DAY],
      ['weeks week wks wk w', 7n * DAY],
      ['months month mons mon mos mo', 30n * DAY],
      ['years year yrs yr y', 365n * DAY],
    ] as const
  ).flatMap(([names, unit]) => names.split(' ').map((name) => [name, unit] as const)),
);

/** The names of units, the longest first; a word may begin with a capital letter. */
const unit = [...UNITS.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map((name) => (name.length > 2 ? `[${name.charAt(0).toUpperCase()}${name.charAt(0)}]${name.slice(1)}` : name))
  .join('|');
const amount = String.raw`(?:${MEASURE}|\.\d+)(?:[eE][-+]?\d{1,2}(?!\d))?`;
const span = String.raw`${amount}[ \u00A0\u202F]?(?:${unit})(?![A-Za-z])`;
const clock = String.raw`\d+:[0-5]\d(?::[0-5]\d)?(?:[.,]\d+)?`;
const days = String.raw`\d+-(?=[0-2]\d:[0-5]\d:)`;
/** What may be between the parts of one duration. */
const joint = '(?:,? {1,2}|,? and )?';
const iso = String.raw`(?<!\p{L})P(?=T?\d)(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?`;

export const DURATION = String.raw`[-+]?(?:${span}(?:${joint}${span})*(?:,? {1,2}${clock})?|(?:${days})?${clock}|${iso})`;

/** Not behind another part of a duration: 1m 30s holds no 30s, and 1:02:03 no 02:03. */
export const AFTER_SPAN = String.raw`(?<!\d[ \u00A0\u202F]?(?:${unit})${joint})(?<!\d:)`;

export const compareDurations: Compare = (left, right) => compareDecimals(toNanoseconds(left), toNanoseconds(right));

const SPANS = new RegExp(String.raw`(${amount})[ \u00A0\u202F]?(${unit})(?![A-Za-z])`, 'gu');
const CLOCK = /(?:(?:(\d+)-)?(\d+):)?(\d+):(\d\d(?:[.,]\d+)?)$/;

/** Returns '' if the text is not a duration. */
function toNanoseconds(text: string): string {
  const [, sign = '', plain = ''] = /^([-+]?)(.*)$/s.exec(text.trim()) ?? [];
  const total = sumOf(plain);
  return total === '' ? '' : sign + total;
}

function sumOf(plain: string): string {
  if (plain.startsWith('P')) return sum(isoParts(plain));
  const spans = [...plain.matchAll(SPANS)].map(([, count = '', name = '']) => [count, name.toLowerCase()] as const);
  const [, days = '0', hours = '0', minutes = '', seconds = ''] = CLOCK.exec(plain) ?? [];
  return sum([
    ...spans,
    ...(minutes === ''
      ? []
      : ([
          [days, 'd'],
          [hours, 'h'],
          [minutes, 'm'],
          [seconds.replace(',', '.'), 's'],
        ] as const)),
  ]);
}

function sum(parts: readonly (readonly [count: string, unit: string])[]): string {
  return parts.length === 0 ? '' : totalOf(parts.map(([count, name]) => [count, UNITS.get(name) ?? 0n]));
}

/** Parts of an ISO 8601 duration: M means months before the T, and minutes after it. */
function isoParts(text: string): (readonly [count: string, unit: string])[] {
  const [date = '', time = ''] = text.slice(1).split('T');
  const read = (part: string, month: string) =>
    [...part.matchAll(/([\d.]+)([A-Z])/g)].map(
      ([, count = '', letter = '']) => [count, letter === 'M' ? month : letter.toLowerCase()] as const,
    );
  return [...read(date, 'mo'), ...read(time, 'm')];
}
