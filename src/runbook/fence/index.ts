/**
 * Decides what a fence is, by its language and the words after it.
 *
 *     ```bash                                a step: runs, changes the world (also sh, shell, zsh)
 *     ```bash probe                          a check by exit code: 0 passed, 2 warning, else failed
 *     ```bash service ready=port:8000        keeps running; ready by port:N, http:URL, file:PATH or output
 *     ```console                             a pasted terminal session: commands behind prompts, and what they print
 *     ```python run                          another language; `js run`, `sql run with="psql -f"` likewise
 *     ```text check                          what the block above prints (or `json check`)
 *     ```toml file=PATH                      the file's new text: shown as a diff, then written
 *     ```diff patch                          a unified diff of files: shown, then applied
 *     ```bash no-run                         shown, never run
 *
 * words.ts lists all words, read-words.ts defines their syntax. Fences in other languages without `run` or `check` are
 * ordinary code, and their words are ignored.
 */
import { beginsWithPrompt, hasPrompt } from '../dialog.ts';
import { RunbookError } from '../error.ts';
import type { Place } from '../place.ts';
import { nearest } from '../near.ts';
import { asksForChange, type ChangeWords, refuseRunning } from './change-words.ts';
import { readWords, refuseAt, type Slip, tokens } from './read-words.ts';
import { duration } from './word-types.ts';
import { type WordsOn, WORDS } from './words.ts';

export { type Change, changeOf } from './change-words.ts';
export type { Ready } from './ready.ts';
export type { Slip } from './read-words.ts';

export type Role = 'block' | 'check' | 'plain';

/** A `step` changes something, a `probe` only looks (its exit code is the verdict), a `service` keeps running. */
export type Kind = 'step' | 'probe' | 'service';

export interface BlockWords extends Omit<WordsOn<'block'>, 'probe' | 'service' | 'run' | 'no-run' | 'file' | 'patch'> {
  readonly kind: Kind;
  readonly change: ChangeWords | null;
}

export interface CheckWords extends Omit<WordsOn<'check'>, 'check'> {
  readonly format: 'text' | 'json';
}

const SHELLS = ['bash', 'sh', 'shell', 'zsh'];
/** The names for a pasted terminal session. */
const SESSIONS = ['console', 'shellsession', 'shell-session', 'sh-session', 'bash-session'];
const INTERPRETERS = ['python', 'py', 'js', 'javascript', 'node', 'ruby', 'perl'];
const ROLES = ['check', 'run'];
/** What somebody writes for `check` who knows other tools. */
const CHECKS = ['expect', 'expects', 'expected', 'assert'];

/** The role of a fence, decided by its language, words and content alone. */
export function fenceRole(lang: string | null, meta: string | null, value: string): Role {
  const flags = flagsOf(meta ?? '');
  const language = lang?.toLowerCase() ?? '';
  if (flags.includes('no-run')) return 'plain';
  if (SESSIONS.includes(language)) return hasPrompt(value) ? 'block' : 'plain';
  if (SHELLS.includes(language)) return 'block';
  if (flags.includes('run') || asksForChange(meta ?? '')) return 'block';
  return flags.includes('check') ? 'check' : 'plain';
}

/** Reports a misspelled `check` or `run` on a fence that is only shown: it would silently not run. */
export function refuseSlips(meta: string, place: Place, slip: Slip = refuseAt(place)): void {
  if (flagsOf(meta).includes('no-run')) return;
  for (const { whole, name, value } of tokens(meta)) {
    const word = (name ?? whole).toLowerCase();
    if (value !== undefined && ROLES.includes(word)) slip(`${word} takes no value`, true);
    const meant = value === undefined ? (CHECKS.includes(word) ? 'check' : nearest(word, ROLES)) : null;
    if (meant !== null) slip(`unknown word ${whole}; did you mean ${meant}?`, true);
  }
}

/** Whether a fence is a pasted terminal session: by its language, or in a shell's language with a prompt. */
export function isSession(language: string, value: string): boolean {
  return SESSIONS.includes(language) || (SHELLS.includes(language) && beginsWithPrompt(value));
}

/**
 * Reports a misspelled language, and one with words of another tool around it (`sh{1,3}`, `{.bash #id}`): its fence
 * would only be shown. The names of other shells are not misspelled.
 */
export function refuseNearLanguage(lang: string | null, meta: string, slip: Slip): void {
  const language = lang?.toLowerCase() ?? '';
  if ([...OTHER_SHELLS, ...SESSIONS, ...SHELLS, ...INTERPRETERS].includes(language)) return;
  const [, dressed = ''] = /^[{.\s]*([a-z-]+)/.exec(`${language} ${meta}`) ?? [];
  const known = [...SHELLS, ...SESSIONS].includes(dressed) && !flagsOf(meta).includes('no-run') ? dressed : null;
  const meant = known ?? nearest(language, ['bash', 'shell', 'console']);
  if (meant === null || meant === language) return;
  const whole = language.startsWith('{') ? `${lang} ${meta}`.trim() : lang;
  slip(
    known === null
      ? `unknown language ${whole}; did you mean ${meant}?`
      : `unknown language ${whole}: this fence does not run; write ${known}, and other words after a space`,
    true,
  );
}

const OTHER_SHELLS = 'ash dash fish csh tcsh ksh nushell hash batch basic'.split(' ');

export function isShell(language: string): boolean {
  return SHELLS.includes(language);
}

/** The words of a check that a pasted session with output may have, because it is a check as well. */
const OF_SESSION = ['exit', 'stream', 'exact', 'eol'];

/** `value` is the text of the fence, needed if it may be a pasted session. Throws RunbookError. */
export function readBlockWords(lang: string, meta: string, place: Place, slip?: Slip, value = ''): BlockWords {
  if (SHELLS.includes(lang) && flagsOf(meta).includes('check')) {
    throw new RunbookError(place, `a check fence is \`text check\`; to check by exit code write \`${lang} probe\``);
  }
  const own = isSession(lang, value) ? withoutCheck(meta) : meta;
  const { probe, service, run: _run, 'no-run': _noRun, file, patch, ...words } = readWords('block', own, place, slip);
  const change = file !== null || patch ? { file, patch } : null;
  if (change) refuseRunning(change, meta, place);
  if (probe && service) throw new RunbookError(place, 'a block is a probe or a service, not both');
  if (words.ready && !service) throw new RunbookError(place, 'ready= belongs to a service: add the word service');
  const bringsOwn = change !== null || SESSIONS.includes(lang) || SHELLS.includes(lang) || INTERPRETERS.includes(lang);
  if (!bringsOwn && words.with === null) {
    throw new RunbookError(
      place,
      `${lang} run needs with="…", the command that receives the file, as in with="psql -f"`,
    );
  }
  return { ...words, change, kind: service ? 'service' : probe ? 'probe' : 'step' };
}

export function readCheckWords(lang: string, meta: string, place: Place, slip?: Slip): CheckWords {
  const { check: _check, ...words } = readWords('check', meta, place, slip);
  const { within, every } = words;
  if (within !== null && every !== null && every > within) {
    const said = (name: string) => tokens(meta).find((token) => token.name === name)?.whole ?? name;
    throw new RunbookError(place, `${said('every')} is longer than ${said('within')}`);
  }
  return { ...words, format: lang === 'json' ? 'json' : 'text' };
}

/** The words on a pasted session that belong to its check. */
export function readSessionWords(meta: string, place: Place): CheckWords {
  const words = tokens(meta).filter(({ name }) => name !== undefined && OF_SESSION.includes(name));
  return readCheckWords('text', words.map(({ whole }) => whole).join(' '), place);
}

function withoutCheck(meta: string): string {
  const words = tokens(meta).filter(({ name }) => name === undefined || !OF_SESSION.includes(name));
  return words.map(({ whole }) => whole).join(' ');
}

/** Whether a fence is written for Guidepost: it has a word that no other tool uses. */
export function isOurs(meta: string): boolean {
  return tokens(meta).some(({ name }) => name !== undefined && OURS.has(name));
}

/** Words that other tools use as well. */
const SHARED = new Set(['title', 'id', 'run', 'with', 'check', 'cwd', 'exit', 'os', 'of', 'exact', 'tags', 'optional']);
const OURS = new Set([...Object.keys(WORDS.block), ...Object.keys(WORDS.check)].filter((word) => !SHARED.has(word)));

/** `30s`, `5m`, `500ms`, `2h` in milliseconds. */
export function readDuration(word: string, text: string, place: Place): number {
  return duration.read(text, word, place);
}

function flagsOf(meta: string): readonly string[] {
  return tokens(meta)
    .filter(({ whole, name }) => whole === name)
    .map(({ whole }) => whole);
}
