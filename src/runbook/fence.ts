/**
 * What the words after a fence's language mean.
 *
 *     ```bash                                a step: runs, changes the world (also sh, shell, zsh)
 *     ```bash probe                          a check by exit code: 0 passed, 2 warning, else failed
 *     ```bash service ready=port:8000        keeps running; ready by port:N, http:URL, file:PATH or output
 *     ```console                             `$ ` lines are the commands (`> ` continues one), the rest is their output
 *     ```python run                          another language; `js run`, `sql run with="psql -f"` likewise
 *     ```text check                          what the block above prints (or `json check`)
 *     ```bash no-run                         shown, never run
 *
 * On a block:  id=  title="…"  cwd=  timeout=10m  needs=a,b  confirm="…"  tty  retry=3  os=macos|linux  undo=id  with="…"
 * On a check:  exit=N|any  within=60s  every=5s  unordered  never  exact  stream=stdout|stderr  of=id
 *
 * A value with blanks stands in double or single quotes; there are no escapes, because Markdown takes a backslash
 * out of the words before anybody reads them. Durations are a number and ms, s, m or h. Fences in other languages without `run` or `check` are ordinary code: their words are
 * not read.
 */
import { RunbookError } from './error.ts';
import type { Expectation, Kind, Os, Place, Ready } from './model.ts';
import { nearest } from './near.ts';
import { readReady } from './ready.ts';

export type Role = 'block' | 'check' | 'plain';

export interface BlockWords {
  readonly kind: Kind;
  readonly id: string | null;
  readonly title: string | null;
  readonly with: string | null;
  readonly cwd: string | null;
  readonly timeout: number | null;
  readonly needs: readonly string[];
  readonly confirm: string | null;
  readonly ready: Ready | null;
  readonly tty: boolean;
  readonly retry: number;
  readonly os: Os | null;
  readonly undo: string | null;
}

export type CheckWords = Pick<
  Expectation,
  'format' | 'exit' | 'within' | 'every' | 'unordered' | 'never' | 'exact' | 'stream'
> & { readonly of: string | null };

const SHELLS = ['bash', 'sh', 'shell', 'zsh'];
const INTERPRETERS = ['python', 'py', 'js', 'javascript', 'node', 'ruby', 'perl'];
export const BLOCK_FLAGS = ['probe', 'service', 'tty', 'run'];
export const BLOCK_VALUES = [
  'id',
  'title',
  'with',
  'cwd',
  'timeout',
  'needs',
  'confirm',
  'ready',
  'retry',
  'os',
  'undo',
];
export const CHECK_FLAGS = ['check', 'unordered', 'never', 'exact'];
export const CHECK_VALUES = ['exit', 'within', 'every', 'stream', 'of'];
const ID = /^[a-z0-9][a-z0-9._-]{0,127}$/;

/** Which part a fence plays, told from its language, words and content alone; the site's plugin asks the same. */
export function fenceRole(lang: string | null, meta: string | null, value: string): Role {
  const flags = bareWords(meta ?? '');
  const language = lang?.toLowerCase() ?? '';
  if (flags.includes('no-run')) return 'plain';
  if (language === 'console') return /^\$ /m.test(value) ? 'block' : 'plain';
  if (SHELLS.includes(language)) return 'block';
  if (flags.includes('run')) return 'block';
  return flags.includes('check') ? 'check' : 'plain';
}

/** Of a fence that is only shown: a word that is nearly `check` or `run` would be missed, and nobody would be told. */
export function refuseSlips(meta: string, place: Place): void {
  if (bareWords(meta).includes('no-run')) return;
  for (const [whole, name, value] of tokens(meta)) {
    const word = (name ?? whole).toLowerCase();
    if (value !== undefined && ROLES.includes(word)) throw new RunbookError(place, `${word} takes no value`);
    const meant = value === undefined ? nearest(word, ROLES) : null;
    if (meant !== null) throw new RunbookError(place, `unknown word ${whole}; did you mean ${meant}?`);
  }
}

const ROLES = ['check', 'run'];

export function readBlockWords(lang: string, meta: string, place: Place): BlockWords {
  if (SHELLS.includes(lang) && bareWords(meta).includes('check')) {
    throw new RunbookError(place, `a check fence is \`text check\`; to check by exit code write \`${lang} probe\``);
  }
  const words = readWords(meta, place, BLOCK_FLAGS, BLOCK_VALUES);
  if (words.has('probe') && words.has('service'))
    throw new RunbookError(place, 'a block is a probe or a service, not both');
  const kind: Kind = words.has('service') ? 'service' : words.has('probe') ? 'probe' : 'step';
  if (words.has('ready') && kind !== 'service')
    throw new RunbookError(place, 'ready= belongs to a service: add the word service');
  const needsWith = lang !== 'console' && !SHELLS.includes(lang) && !INTERPRETERS.includes(lang);
  if (needsWith && !words.has('with')) {
    throw new RunbookError(
      place,
      `${lang} run needs with="…", the command that receives the file, as in with="psql -f"`,
    );
  }
  const id = words.get('id') ?? null;
  if (id !== null && !ID.test(id))
    throw new RunbookError(place, `id=${id} should be lower-case letters, digits, - and _`);
  return {
    kind,
    id,
    title: words.get('title') ?? null,
    with: words.get('with') ?? null,
    cwd: words.get('cwd') ?? null,
    timeout: optional(words.get('timeout'), (text) => readDuration('timeout', text, place)),
    needs: (words.get('needs') ?? '')
      .split(',')
      .map((need) => need.trim())
      .filter(Boolean),
    confirm: words.get('confirm') ?? null,
    ready: optional(words.get('ready'), (text) => readReady(text, place)),
    tty: words.has('tty'),
    retry: optional(words.get('retry'), (text) => readCount('retry', text, place)) ?? 0,
    os: optional(words.get('os'), (text) => oneOf('os', text, ['linux', 'macos'] as const, place)),
    undo: words.get('undo') ?? null,
  };
}

export function readCheckWords(lang: string, meta: string, place: Place): CheckWords {
  const words = readWords(meta, place, CHECK_FLAGS, CHECK_VALUES);
  const exit = words.get('exit') ?? '0';
  const within = optional(words.get('within'), (text) => readDuration('within', text, place));
  const every = optional(words.get('every'), (text) => readDuration('every', text, place));
  if (within !== null && every !== null && every > within)
    throw new RunbookError(place, `every=${words.get('every')} comes only once within=${words.get('within')}`);
  return {
    format: lang === 'json' ? 'json' : 'text',
    exit: exit === 'any' ? 'any' : readExit(exit, place),
    within,
    every,
    unordered: words.has('unordered'),
    never: words.has('never'),
    exact: words.has('exact'),
    stream:
      optional(words.get('stream'), (text) => oneOf('stream', text, ['stdout', 'stderr'] as const, place)) ?? 'both',
    of: words.get('of') ?? null,
  };
}

/** `30s`, `5m`, `500ms`, `2h` in milliseconds. */
export function readDuration(word: string, text: string, place: Place): number {
  const [, digits, unit] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined) {
    throw new RunbookError(place, `${word}=${text} should look like 30s or 5m`);
  }
  const duration = Number(digits) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit as 'ms' | 's' | 'm' | 'h'];
  if (duration === 0 || duration > LONGEST)
    throw new RunbookError(place, `${word}=${text} should lie between 1ms and 500h`);
  return duration;
}

const LONGEST = 500 * 3_600_000; // ms; a timer holds 24 days, and a longer one would fire at once

function readExit(text: string, place: Place): number {
  const code = readCount('exit', text, place);
  if (code > 255) throw new RunbookError(place, `exit=${text} should be any, or a number from 0 to 255`);
  return code;
}

function readCount(word: string, text: string, place: Place): number {
  if (!/^\d{1,6}$/.test(text))
    throw new RunbookError(place, `${word}=${text} should be a whole number, as in ${word}=1`);
  return Number(text);
}

function oneOf<T extends string>(word: string, text: string, allowed: readonly T[], place: Place): T {
  const found = allowed.find((each) => each === text);
  if (found === undefined) throw new RunbookError(place, `${word}=${text} should be ${allowed.join(' or ')}`);
  return found;
}

function optional<T>(text: string | undefined, read: (text: string) => T): T | null {
  return text === undefined ? null : read(text);
}

/** The words of a fence as a map; a word without a value maps to the empty text. */
function readWords(
  meta: string,
  place: Place,
  flags: readonly string[],
  values: readonly string[],
): Map<string, string> {
  const words = new Map<string, string>();
  for (const [whole, name, value] of tokens(meta)) {
    if (name === undefined) throw new RunbookError(place, unreadable(whole, flags, values));
    if (words.has(name)) throw new RunbookError(place, `${name} stands twice on this fence`);
    if (value === undefined ? !flags.includes(name) : !values.includes(name)) {
      throw new RunbookError(place, unknownWord(name, value, flags, values));
    }
    words.set(name, value ?? '');
  }
  return words;
}

function unreadable(whole: string, flags: readonly string[], values: readonly string[]): string {
  const name = whole.replace(/=$/, '');
  if (values.includes(name) || /^\W/.test(whole)) return unknownWord(name, undefined, flags, values);
  return `cannot read ${whole}: a value with blanks stands in quotes`;
}

function unknownWord(
  name: string,
  value: string | undefined,
  flags: readonly string[],
  values: readonly string[],
): string {
  if (flags.includes(name)) return `${name} takes no value`;
  if (values.includes(name))
    return value === undefined || value === '' ? `${name} needs a value: ${name}=…` : `cannot read ${name}=${value}`;
  const near = nearest(name, [...flags, ...values]);
  return `unknown word ${name}${near ? `; did you mean ${near}?` : `; known here: ${[...flags, ...values.map((word) => `${word}=`)].join(' ')}`}`;
}

/** Whole word, name and value; the name is undefined where the word cannot be read. */
function* tokens(meta: string): Generator<[string, string | undefined, string | undefined]> {
  for (const match of meta.matchAll(/([a-z-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"']\S*)))?(?=\s|$)|\S+/g)) {
    yield [match[0], match[1], match[2] ?? match[3] ?? match[4]];
  }
}

function bareWords(meta: string): string[] {
  return [...tokens(meta)].filter(([whole, name]) => whole === name).map(([whole]) => whole);
}
