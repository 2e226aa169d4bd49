/** Dates, times, and dates with times. Earlier is smaller; a time without a zone is in UTC. */
import type { Compare } from './compare.ts';
import { compareDecimals } from './decimal.ts';

const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';

/** Hours from UTC of named zones; for an ambiguous name, of its most common meaning. */
const ZONES: ReadonlyMap<string, number> = new Map(
  (
    'Z 0|z 0|UTC 0|GMT 0|WET 0|WEST 1|BST 1|CET 1|CEST 2|EET 2|EEST 3|MSK 3|WAT 1|CAT 2|SAST 2|EAT 3|PKT 5|IST 5.5|' +
    'HKT 8|SGT 8|AWST 8|JST 9|KST 9|ACST 9.5|AEST 10|AEDT 11|NZST 12|NZDT 13|' +
    'BRT -3|ART -3|EST -5|EDT -4|CST -6|CDT -5|MST -7|MDT -6|PST -8|PDT -7|AKST -9|AKDT -8|HST -10'
  )
    .split('|')
    .map((zone) => [zone.split(' ')[0] ?? '', Number(zone.split(' ')[1])] as const),
);
const names = [...ZONES.keys()].toSorted((a, b) => b.length - a.length).join('|');

const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const dayOfMonth = String.raw`${day}(?:st|nd|rd|th)?`;
const month = String.raw`(?:(?:${MONTHS})[a-z]{0,6}|${MONTHS.toUpperCase()})\.?`;
const isoDate = String.raw`(?:\d{4}(?:${['-', '/', String.raw`\.`].map(monthAndDay).join('|')})|(?:19|20)\d\d(?:${monthAndDay('')}))`;
const weekday = String.raw`(?:(?<!\p{L})(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?`;
const namedDate = String.raw`${weekday}(?:${dayOfMonth}[ -]${month}[ -]\d{4}|${day}-${month}-\d\d|(?<!\p{L})${month} {1,2}${dayOfMonth},? \d{4})`;
const hours = String.raw`(?:[01]?\d|2[0-4]):[0-5]\d`;
const seconds = String.raw`:(?:[0-5]\d|60)(?:[.,]\d+)?`;
const time = String.raw`${hours}(?:${seconds})?(?:[ \u00A0\u202F]?[AaPp](?:[Mm]|\.[Mm]\.))?`;
/** Does not match the first digits of 5.5 or of 05:00:30. */
const offset = String.raw`[-+]\d\d(?::?\d\d)?(?!\d|[.:]\d)`;
const name = String.raw`(?:(?:${names})(?![A-Za-z])|\((?:${names})\))`;
const place = String.raw`\[[A-Z][\w/+-]*\]`;
/** UTC+1, GMT+0100 (Central European Standard Time) */
const fromUtc = String.raw`(?:GMT|UTC)[-+]\d{1,2}(?::?\d\d)?(?!\d)(?: \([A-Z][A-Za-z ]*\))?`;
/** +02:00, +0200 CEST, +02:00[Europe/Berlin], UTC, (UTC), Z[UTC] */
const zone = String.raw`(?: ?${offset}(?: ${name}|${place})?| ?${fromUtc}| ?${name}(?:${place})?)`;

export const DATE = `${weekday}${isoDate}|${namedDate}`;
export const TIME = `${hours}${seconds}${offset}|${time}(?: ?${name})?`;
export const DATETIME = [
  String.raw`${weekday}${isoDate}(?:[Tt_-]|,? )${time}${zone}?`,
  String.raw`\d{8}T\d{6}(?:[.,]\d+)?(?:Z|${offset})?`,
  String.raw`\d\d/(?:${MONTHS})/\d{4}:\d\d:\d\d:\d\d(?: [-+]\d{4})?`,
  String.raw`${namedDate}(?:,| at)? ${time}${zone}?`,
  String.raw`${weekday}(?:(?<!\p{L})(?:${MONTHS}) {1,2}${day}|${day} (?:${MONTHS})) ${time}(?:${zone}? \d{4}(?:${zone})?|${zone})?`,
].join('|');

export const compareDates: Compare = (left, right) => {
  const [a, b] = [read(left), read(right)];
  const apart = a.seconds - b.seconds;
  return apart === 0 ? compareDecimals(a.fraction, b.fraction) : apart;
};

const CLOCK = /(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:[ \u00A0\u202F]?([AP])\.?M)?/i;
/** Follows the time, perhaps after a year. */
const OFFSET = /^((?: \d{4})? ?)(?:GMT|UTC)?([-+])(\d{1,2})(?::?(\d\d))?(?!\d)/;
const NAME = new RegExp(`(?:^|[ (])(${names})(?![A-Za-z])`);
/** The format in the logs of web servers: 31/Jan/2025:09:05:00 +0000. */
const LOG = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):/;
const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/;

function monthAndDay(sign: string): string {
  const days = String.raw`0[1-9]|[12]\d`;
  return [
    String.raw`${sign}(?:0[13578]|1[02])${sign}(?:${days}|3[01])`,
    String.raw`${sign}(?:0[469]|11)${sign}(?:${days}|30)`,
    String.raw`${sign}02${sign}(?:${days})`,
  ].join('|');
}

interface Instant {
  /** Whole seconds; NaN if there is neither a date nor a time. */
  readonly seconds: number;
  readonly fraction: string;
}

function read(text: string): Instant {
  const plain = text.trim().replace(BASIC, '$1-$2-$3T$4:$5:$6').replace(LOG, '$1 $2 $3 ');
  const clock = CLOCK.exec(plain);
  const behind = clock === null ? '' : plain.slice(clock.index + clock[0].length);
  const date = clock === null ? plain : plain.slice(0, clock.index) + behind.replace(OFFSET, '$1');
  const at = dayOf(date);
  if (at === null && clock === null) return { seconds: NaN, fraction: '0' };
  const [, hour = '0', minute = '0', second = '0', fraction = '0', half] = clock ?? [];
  const hourOfDay = half === undefined ? Number(hour) : (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0);
  const ofDay = (hourOfDay * 60 + Number(minute)) * 60 + Number(second) - zoneOf(behind);
  return { seconds: (at ?? 0) / 1000 + ofDay, fraction: `0.${fraction}` };
}

/** The day, in ms since 1970; null if there is no date. */
function dayOf(text: string): number | null {
  const [, year, , number, date] = /(\d{4})([-/.]?)(\d\d)\2(\d\d)/.exec(text) ?? [];
  if (year !== undefined) return Date.UTC(Number(year), Number(number) - 1, Number(date));
  const named = new RegExp(`\\b(${MONTHS})`, 'i').exec(text)?.[1];
  if (named === undefined) return null;
  const index = MONTHS.toLowerCase().split('|').indexOf(named.toLowerCase());
  const ofMonth = /(?:^|\D)(\d{1,2})(?!\d)/.exec(text)?.[1];
  return Date.UTC(yearOf(text), index, Number(ofMonth));
}

/** A year of two digits is one from 1970 to 2069. */
function yearOf(text: string): number {
  const short = /[a-z]-(\d\d)(?!\d)/i.exec(text)?.[1];
  if (short === undefined) return Number(/\d{4}/.exec(text)?.[0]);
  return Number(short) + (Number(short) < 70 ? 2000 : 1900);
}

/** The offset of the zone from UTC, in seconds. `behind` is the text after the time. */
function zoneOf(behind: string): number {
  const [, , sign, hour = '0', minute = '0'] = OFFSET.exec(behind) ?? [];
  if (sign !== undefined) return (sign === '-' ? -60 : 60) * (Number(hour) * 60 + Number(minute));
  return (ZONES.get(NAME.exec(behind)?.[1] ?? 'Z') ?? 0) * 3600;
}
