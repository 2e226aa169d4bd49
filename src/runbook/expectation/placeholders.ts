/**
 * The typed placeholders, a fixed list. `pattern` finds the longest text of the kind from a given place (a JavaScript
 * expression without nested repetition, so it is linear). `before` and `after` are what may not stand beside it when
 * `[..]` is its neighbour: `[..][VERSION>=2.0]` must not find 2.0 inside 1.2.0.
 */
import { compareDates, MONTHS, ZONE_NAMES } from './compare-dates.ts';
import { compareNumbers, compareSizes, compareDurations } from './compare.ts';
import { compareVersions } from './compare-versions.ts';
import type { Compare } from './compare.ts';

export interface PlaceholderType {
  readonly name: string;
  readonly pattern: string;
  readonly before: string;
  readonly after: string;
  /** Null: values of this kind have no order. */
  readonly compare: Compare | null;
  readonly example: string;
}

const digitBefore = String.raw`(?<![\d.])(?<!\d[-+,])`;
const digitAfter = String.raw`(?![.,]?\d)`;
const wordBefore = String.raw`(?<![\p{L}\p{N}_-])`;
const wordAfter = String.raw`(?![\p{L}\p{N}_-])`;
const blankBefore = String.raw`(?<![^\s"'\x60(<\[=,:])`;

/** Of a version, before or after its release. */
const stage = String.raw`(?:[-._~]?(?:alpha|beta|preview|pre|post|dev|rev|rc|a|b|c|p|r)[-._]?\d+)+`;
const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const month = `(?:${MONTHS})[a-z]{0,6}`;
const isoDate = String.raw`\d{4}(?:-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01]))`;
const namedDate = String.raw`(?:${day}[ -]${month}[ -]\d{4}|(?<!\p{L})${month} ${day},? \d{4})`;
const weekday = String.raw`(?:(?<!\p{L})(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? )?`;
const time = String.raw`(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?`;
const zone = String.raw`(?:[-+]\d\d(?::?\d\d)?| [-+]\d\d:?\d\d| ?(?:${ZONE_NAMES})(?![A-Za-z]))`;
const datetime = [
  String.raw`${isoDate}(?:T|,? )${time}${zone}?`,
  String.raw`\d{8}T\d{6}(?:[.,]\d+)?Z?`,
  String.raw`\d\d/(?:${MONTHS})/\d{4}:\d\d:\d\d:\d\d(?: [-+]\d{4})?`,
  String.raw`${weekday}${namedDate}(?:,| at)? ${time}${zone}?`,
  String.raw`${weekday}(?<!\p{L})(?:${MONTHS}) {1,2}${day} ${time}(?:${zone}? \d{4})?`,
].join('|');
/** With commas between thousands, or without. */
const amount = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?`;
const unit =
  'nanoseconds?|nsec|ns|microseconds?|usec|µs|μs|us|milliseconds?|msec|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w';
const span = String.raw`${amount} ?(?:${unit})(?![A-Za-z])`;
const clock = String.raw`\d+:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?`;
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const ipv4 = String.raw`${octet}(?:\.${octet}){3}`;

/** Eight groups of hexadecimal digits, the last two perhaps as IPv4, or fewer around one `::`; perhaps with a zone. */
function ipv6(): string {
  const group = '[0-9a-fA-F]{1,4}';
  const short = Array.from({ length: 7 }, (_, at) => [
    `(?:${group}:){${at + 1}}(?::${group}){1,${6 - at}}`,
    ...(at < 5 ? [`(?:${group}:){${at + 1}}(?::${group}){0,${4 - at}}:${ipv4}`] : []),
  ]).flatMap((forms, at) => (at < 6 ? forms : []));
  const forms = [
    `(?:${group}:){6}${ipv4}`,
    `(?:${group}:){7}${group}`,
    ...short,
    `:(?::${group}){0,5}:${ipv4}`,
    `:(?::${group}){1,7}`,
    `(?:${group}:){1,7}:`,
    '::',
  ];
  return String.raw`(?:${forms.join('|')})(?!:?[0-9a-fA-F]|:[:\d]|\.\d)(?:%[\w.-]+)?`;
}

export const placeholderTypes: ReadonlyMap<string, PlaceholderType> = new Map(
  [
    type('INT', String.raw`[-+]?\d+`, digitBefore, digitAfter, '42', compareNumbers),
    type(
      'NUMBER',
      String.raw`[-+]?(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?`,
      digitBefore,
      digitAfter,
      '1,234.5',
      compareNumbers,
    ),
    type(
      'VERSION',
      // digits, then letters that say so, then parts behind a sign: numbers, words such as windows, Debian or 6ubuntu2
      String.raw`v?(?:\d{1,2}:(?=\d+[.-]))?\d+(?:${stage}|(?<=^\d{4}|\D\d{4})[a-z](?![a-z]))?(?:\.\d+(?:${stage}|(?<=\.\d+\.\d+)[a-z](?![A-Za-z\d]))?|[-._](?:${stage})|\.[A-Za-z][0-9A-Za-z]*|[-_~+][0-9A-Za-z]+)*`,
      String.raw`(?<![\p{L}\p{N}_])(?<!\d[.+-])`,
      String.raw`(?![\p{L}\p{N}_]|[.+~-][\p{L}\p{N}])`,
      '2.1.0rc1',
      compareVersions,
    ),
    type('DATE', `${isoDate}|${namedDate}`, digitBefore, String.raw`(?!\d)`, '2025-01-31', compareDates),
    type('TIME', time, String.raw`(?<![\d:])`, String.raw`(?![\d:])`, '09:05:00', compareDates),
    type('DATETIME', datetime, digitBefore, String.raw`(?![\d:])`, '2025-01-31T09:05:00Z', compareDates),
    type(
      'DURATION',
      String.raw`${span}(?:(?:,? | and )?${span})*(?:, ${clock})?|${clock}`,
      digitBefore,
      wordAfter,
      '1m 30s',
      compareDurations,
    ),
    type(
      'SIZE',
      String.raw`${amount} ?(?:[kKMGTPE]i?[bB]?|[mgtpe]i?[bB]|[bB]ytes?|B)`,
      digitBefore,
      wordAfter,
      '1.5 GB',
      compareSizes,
    ),
    type(
      'UUID',
      '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
      wordBefore,
      wordAfter,
      '123e4567-e89b-12d3-a456-426614174000',
    ),
    type(
      'PATH',
      // a name in a path has at most 255 characters, on every file system
      String.raw`[^\s"'\x60:*?<>|/]{0,255}(?:/[^\s"'\x60:*?<>|/]{0,255})+`,
      blankBefore,
      String.raw`(?![^\s"'\x60:,)>\]])`,
      '/usr/local/bin/poetry',
    ),
    type(
      'URL',
      String.raw`[A-Za-z][A-Za-z0-9+.-]*://[^\s"'\x60<>]+`,
      String.raw`(?<![A-Za-z0-9+.-])`,
      String.raw`(?![^\s"'\x60<>])`,
      'http://127.0.0.1:8000/docs',
    ),
    type('HEX', '(?:0x)?[0-9a-fA-F]+', wordBefore, wordAfter, '9f86d081'),
    type('WORD', String.raw`[\p{L}\p{N}_-]+`, wordBefore, wordAfter, 'humanizer-agent'),
    type('IP', `${ipv6()}|${ipv4}`, String.raw`(?<![\p{L}\p{N}.:])`, String.raw`(?![\p{L}\p{N}]|\.\d)`, '127.0.0.1'),
    type(
      'PORT',
      '(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})',
      digitBefore,
      digitAfter,
      '8000',
      compareNumbers,
    ),
    type(
      'HOST',
      String.raw`[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*`,
      String.raw`(?<![\p{L}\p{N}.-])`,
      String.raw`(?![\p{L}\p{N}]|[.-][\p{L}\p{N}])`,
      'db.example.org',
    ),
  ].map((entry) => [entry.name, entry]),
);

function type(
  name: string,
  pattern: string,
  before: string,
  after: string,
  example: string,
  compare: Compare | null = null,
): PlaceholderType {
  return { name, pattern, before, after, example, compare };
}
