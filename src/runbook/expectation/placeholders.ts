/**
 * The typed placeholders, a fixed list. `pattern` finds the longest text of the type from a given place (a JavaScript
 * expression without nested repetition, so that it takes linear time). `before` and `after` say what may not be next to
 * it if `[..]` is its neighbor: `[..][VERSION>=2.0]` must not find 2.0 inside 1.2.0.
 */
import type { Compare } from './compare.ts';
import { compareDates, DATE, DATETIME, TIME } from './dates.ts';
import { AMOUNT, compareDecimals, THOUSANDS } from './decimal.ts';
import { AFTER_SPAN, compareDurations, DURATION } from './durations.ts';
import { compareSizes, SIZE } from './sizes.ts';
import { compareVersions, VERSION } from './versions.ts';

export interface PlaceholderType {
  readonly name: string;
  readonly pattern: string;
  readonly before: string;
  readonly after: string;
  /** Null if values of this type have no order. */
  readonly compare: Compare | null;
  readonly example: string;
}

const digitBefore = String.raw`(?<![\d.])(?<!\d[-+,])`;
const digitAfter = String.raw`(?![.,]?\d)`;
/** A sign belongs to its number, unless a letter or digit is before it: -5 is no 5, but x-5 holds 5. */
const signBefore = String.raw`(?<!(?<![\p{L}\p{N}])[-+])(?<![\p{L}\p{N}](?=[-+]))(?<!\d[eE][-+]?)`;
const groupBefore = String.raw`(?<!\d[${THOUSANDS}](?=\d{3}(?!\d)))`;
const amountBefore = String.raw`(?<![\d.])(?<!\d[-+${THOUSANDS}])${signBefore}`;
const amountAfter = String.raw`(?![.${THOUSANDS}]?\d)`;
const wordBefore = String.raw`(?<![\p{L}\p{N}_-])`;
const wordAfter = String.raw`(?![\p{L}\p{N}_-])`;
const blankBefore = String.raw`(?<![^\s"'\x60(<\[=,:])`;

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;
const ipv4 = String.raw`${octet}(?:\.${octet}){3}`;

/**
 * Eight groups of hexadecimal digits, or fewer with one `::`; the last two may be an IPv4 address, a zone may follow.
 */
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
    type(
      'INT',
      String.raw`[-+]?\d+`,
      digitBefore + signBefore + groupBefore,
      String.raw`(?![.${THOUSANDS}]?\d)(?![eE][-+]?\d)`,
      '42',
      compareDecimals,
    ),
    type(
      'NUMBER',
      String.raw`[-+]?(?:${AMOUNT}|\.\d+)(?:[eE][-+]?\d+)?`,
      amountBefore,
      amountAfter,
      '1,234.5',
      compareDecimals,
    ),
    type(
      'VERSION',
      VERSION,
      String.raw`(?<![\p{L}\p{N}_])(?<!\d[.+~-])`,
      String.raw`(?![\p{L}\p{N}_]|[.+~-][\p{L}\p{N}])`,
      '2.1.0rc1',
      compareVersions,
    ),
    type('DATE', DATE, digitBefore, String.raw`(?!\d)`, '2025-01-31', compareDates),
    type('TIME', TIME, String.raw`(?<![\d:])`, String.raw`(?![\d:])`, '09:05:00', compareDates),
    type('DATETIME', DATETIME, digitBefore, String.raw`(?![\d:])`, '2025-01-31T09:05:00Z', compareDates),
    type('DURATION', DURATION, amountBefore + AFTER_SPAN, wordAfter, '1m 30s', compareDurations),
    type('SIZE', SIZE, amountBefore, wordAfter, '1.5 GB', compareSizes),
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
    type('HEX', '(?:0[xX])?[0-9a-fA-F]+', wordBefore, wordAfter, '9f86d081'),
    type('WORD', String.raw`[\p{L}\p{N}_-]+`, wordBefore, wordAfter, 'humanizer-agent'),
    type('IP', `${ipv6()}|${ipv4}`, String.raw`(?<![\p{L}\p{N}.:])`, String.raw`(?![\p{L}\p{N}]|\.\d)`, '127.0.0.1'),
    type(
      'PORT',
      '(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})',
      digitBefore,
      digitAfter,
      '8000',
      compareDecimals,
    ),
    type(
      'HOST',
      String.raw`[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)*`,
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
