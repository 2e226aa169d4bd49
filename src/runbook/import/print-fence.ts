/** Writes a fence for another tool as equivalent fences of ours. */
import type { Adopted, ForeignCheck } from '../foreign/index.ts';
import { fenceRole, isShell } from '../fence/index.ts';
import type { Node } from '../tree.ts';

type Block = Extract<Adopted, { as: 'block' }>;

/** The lines of the fences, or a sentence that says why there are none. */
export function fencesFor(adopted: Adopted, { lang = '', meta = '', value = '' }: Node): readonly string[] | string {
  switch (adopted.as) {
    case 'shown': {
      const told = adopted.told?.map(({ message }) => message).join('; ');
      if (told !== undefined && told !== '') return told;
      const runs = fenceRole(lang, '', value ?? '') !== 'plain';
      return fence(`${lang}${runs ? ' no-run' : meta === '' ? '' : ` ${meta}`}`, value ?? '');
    }
    case 'check':
      return adopted.unchecked ?? check(adopted);
    case 'block':
      return adopted.check?.unchecked ?? [...block(adopted, value ?? ''), ...silence(adopted)];
  }
}

function block({ language, words, pasted, check: promise }: Block, value: string): readonly string[] {
  const isOther = pasted === null && !isShell(language);
  const own = pasted !== null && promise !== null && !promise.words.never ? checkWords(promise.words) : [];
  const info = [language, ...(isOther ? ['run'] : []), ...blockWords(words), ...own].join(' ');
  return fence(info, pasted ?? value);
}

/** A session that printed nothing gets a check fence of its own, because its fence has no line for it. */
function silence({ pasted, check: promise }: Block): readonly string[] {
  return pasted !== null && promise?.words.never ? ['', ...check(promise)] : [];
}

function check({ words, lines }: ForeignCheck): readonly string[] {
  return fence(['text check', ...checkWords(words)].join(' '), lines.map(({ text }) => text).join('\n'));
}

function blockWords(words: Block['words']): readonly string[] {
  const { id, title, cwd, with: command, tty, optional, tags, timeout, os, kind } = words;
  return [
    ...(kind === 'service' ? ['service', 'ready=output'] : []),
    ...flags({ tty, optional }),
    ...values({ id, title: title === id ? null : title, with: command, cwd, tags: tags?.join(','), os }),
    ...(timeout ? [`timeout=${timeout}ms`] : []),
  ];
}

function checkWords({ exit, stream, never, exact, eol }: ForeignCheck['words']): readonly string[] {
  const asked = stream === 'both' ? null : stream;
  return [...flags({ never, exact, eol }), ...values({ exit: exit === 0 ? null : exit, stream: asked })];
}

function flags(words: Readonly<Record<string, boolean | undefined>>): readonly string[] {
  return Object.entries(words).flatMap(([name, isSet]) => (isSet ? [name] : []));
}

function values(words: Readonly<Record<string, string | number | null | undefined>>): readonly string[] {
  return Object.entries(words).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [`${name}=${quoted(String(value))}`],
  );
}

/** Fence words have no escapes, so double quotes are removed from a value that contains both kinds. */
function quoted(value: string): string {
  if (/^[^\s"'`]+$/.test(value)) return value;
  return value.includes('"') && !value.includes("'") ? `'${value}'` : `"${value.replaceAll('"', '')}"`;
}

function fence(info: string, text: string): readonly string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return [`${ticks}${info}`, ...(text === '' ? [] : text.split('\n')), ticks];
}
