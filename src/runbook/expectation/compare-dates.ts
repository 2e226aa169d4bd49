/** Dates, times, and dates with times: earlier is less; a time without a zone is taken as UTC. */
import type { Compare } from './compare.ts';
import { compareDecimals } from './decimal.ts';

export const compareDates: Compare = (left, right) => {
  const [a, b] = [read(left), read(right)];
  const seconds = a.seconds - b.seconds;
  return seconds === 0 ? compareDecimals(a.fraction, b.fraction) : seconds;
};

export const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';

/** Hours from UTC of the zones that are called by a name, where the name has one meaning. */
const ZONES: ReadonlyMap<string, number> = new Map(
  `Z 0|UTC 0|GMT 0|WET 0|WEST 1|CET 1|CEST 2|EET 2|EEST 3|MSK 3|JST 9|EST -5|EDT -4|CST -6|CDT -5|MST -7|MDT -6|PST -8|PDT -7`
    .split(/[| ]/)
    .flatMap((word, at, words) => (at % 2 === 0 ? [[word, Number(words[at + 1])] as const] : [])),
);
export const ZONE_NAMES = [...ZONES.keys()].toSorted((a, b) => b.length - a.length).join('|');

const TIME = /(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?: ?([AP])M)?/i;
/** As web servers log it: 31/Jan/2025:09:05:00 +0000. */
const LOG = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):/;
const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/;

interface Instant {
  /** Whole ones; NaN where there is neither a date nor a time. */
  readonly seconds: number;
  readonly fraction: string;
}

function read(text: string): Instant {
  const plain = text.trim().replace(BASIC, '$1-$2-$3T$4:$5:$6').replace(LOG, '$1 $2 $3 ');
  const day = dayOf(plain);
  const time = TIME.exec(plain);
  if (day === null && time === null) return { seconds: NaN, fraction: '0' };
  const [, hour = '0', minute = '0', second = '0', fraction = '0', half] = time ?? [];
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  const seconds = (hours * 60 + Number(minute)) * 60 + Number(second) - zoneOf(plain);
  return { seconds: (day ?? 0) / 1000 + seconds, fraction: `0.${fraction}` };
}

/** In ms since 1970. */
function dayOf(text: string): number | null {
  const [, year, month, day] = /(\d{4})[-/](\d\d)[-/](\d\d)/.exec(text) ?? [];
  if (year !== undefined) return Date.UTC(Number(year), Number(month) - 1, Number(day));
  const name = new RegExp(`\\b(${MONTHS})`, 'i').exec(text)?.[1];
  if (name === undefined) return null;
  const index = MONTHS.toLowerCase().split('|').indexOf(name.toLowerCase());
  const number = /(?:^|[^\d:])(\d{1,2})(?![\d:])/.exec(text)?.[1];
  return Date.UTC(Number(/\d{4}/.exec(text.replace(/[-+]\d{4}/, ''))?.[0]), index, Number(number));
}

/** In seconds. */
function zoneOf(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /:\d\d(?:[.,]\d+)?(?: ?[AP]M)? ?([-+])(\d\d):?(\d\d)?/i.exec(text) ?? [];
  if (sign !== undefined) return (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes));
  return (ZONES.get(new RegExp(`(?:\\d|\\b)(${ZONE_NAMES})\\b`).exec(text)?.[1] ?? 'Z') ?? 0) * 3600;
}
