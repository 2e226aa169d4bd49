/**
 * The typed placeholders, a fixed list. `pattern` finds the longest text of the kind from a given place (a JavaScript
 * expression without nested repetition, so it is linear). `before` and `after` are what may not stand beside it when
 * `[..]` is its neighbour: `[..][VERSION>=2.0]` must not find 2.0 inside 1.2.0.
 */
import { compareDates, compareNumbers, compareSizes, compareDurations, compareVersions } from './compare.ts';
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

const date = String.raw`\d{4}(?:-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01]))`;
const time = String.raw`(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[AaPp][Mm])?`;
const unit = 'ns|µs|μs|us|ms|seconds|second|secs|sec|s|minutes|minute|mins|min|m|hours|hour|hrs|hr|h|days|day|d';
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`;

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
      String.raw`v?\d+(?:\.\d+)*(?:[-._]?(?:alpha|beta|preview|pre|post|dev|rev|rc|a|b|c|p|r)[-._]?\d+)*(?:-[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)?(?:\+[0-9A-Za-z]+(?:[._-][0-9A-Za-z]+)*)?`,
      String.raw`(?<![\p{L}\p{N}_])(?<!\d[.+-])`,
      String.raw`(?![\p{L}\p{N}_]|[.+-][\p{L}\p{N}])`,
      '2.1.0rc1',
      compareVersions,
    ),
    type('DATE', date, digitBefore, String.raw`(?!\d)`, '2025-01-31', compareDates),
    type('TIME', time, String.raw`(?<![\d:])`, String.raw`(?![\d:])`, '09:05:00', compareDates),
    type(
      'DATETIME',
      `${date}[T ]${time}${String.raw`(?: ?(?:Z|UTC|[-+]\d\d:?\d\d))?`}`,
      digitBefore,
      String.raw`(?![\d:])`,
      '2025-01-31T09:05:00Z',
      compareDates,
    ),
    type(
      'DURATION',
      String.raw`\d+(?:\.\d+)? ?(?:${unit})(?![A-Za-z])(?: ?\d+(?:\.\d+)? ?(?:${unit})(?![A-Za-z]))*|\d+:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?`,
      digitBefore,
      wordAfter,
      '1m 30s',
      compareDurations,
    ),
    type(
      'SIZE',
      String.raw`\d+(?:\.\d+)? ?(?:[kKMGTP]i?B?|bytes|byte|B)`,
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
    type(
      'IP',
      String.raw`${octet}(?:\.${octet}){3}|(?=[0-9a-fA-F:]*:[0-9a-fA-F:]*:)[0-9a-fA-F:]+`,
      String.raw`(?<![\p{L}\p{N}.:])`,
      String.raw`(?![\p{L}\p{N}]|\.\d)`,
      '127.0.0.1',
    ),
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
