/**
 * Runme: attributes after a fence's language, `{"name":"x","cwd":".."}` or `{ name=x cwd=.. }`, and `shell:`, `cwd:`
 * and `skipPrompts:` in the front matter.
 */
import { slug } from '../slug.ts';
import { isRecord, oneLine } from './read.ts';
import type { Adopted, ForeignFence, Told, Tool } from './types.ts';

type Words = Extract<Adopted, { as: 'block' }>['words'];

const SHELLS = ['sh', 'bash', 'shell', 'zsh'];
/** The default program for each language. */
const PROGRAMS: Readonly<Record<string, string>> = {
  python: 'python3',
  py: 'python3',
  javascript: 'node',
  js: 'node',
  typescript: 'node',
  ts: 'node',
  ruby: 'ruby',
  perl: 'perl',
  php: 'php',
  lua: 'lua',
};
/** Attributes that only say how a notebook shows a cell. */
const DISPLAY = 'id mimeType closeTerminalOnSuccess openTerminalOnError terminalRows'.split(' ');
const NAMES = 'name cwd interpreter interactive background excludeFromRunAll category tag promptEnv ignore'.split(' ');

export const runme: Tool = {
  name: 'Runme',
  read(fence, { front, body }) {
    const attributes = attributesOf(fence.meta);
    const shell = isRunme(front) ? shellOf(front) : null;
    const isPlain = attributes === null && fence.meta.trim() === '';
    const passed = attributes !== null || isRunme(front) ? passedOn(fence.value, body) : [];
    const isOurs = isPlain && SHELLS.includes(fence.lang) && (shell !== null || passed.length > 0);
    if (attributes === null && !isOurs) return null;
    const { lang, value, line } = fence;
    const program = SHELLS.includes(lang) ? shell : (PROGRAMS[lang] ?? null);
    const said = attributes ?? {};
    const told: Told[] = [];
    const lost: string[] = [];
    const words = wordsOf(said, fence, told);
    for (const message of [...promisesOf(said, front), ...passed]) {
      told.push({ line, message });
      lost.push(message);
    }
    if (said['ignore'] === 'true') return { as: 'shown' };
    const command = words.with ?? program;
    if (!SHELLS.includes(lang) && command === null) {
      const message = `Runme may run ${lang === '' ? 'this' : lang} with a program that it chooses; name it: interpreter=…`;
      return { as: 'shown', told: [{ line, message }] };
    }
    return {
      as: 'block',
      told,
      language: lang,
      words: { ...words, with: command },
      script: `${value}\n`,
      typed: false,
      echoes: [],
      pasted: null,
      check: lost[0] === undefined ? null : { words: {}, lines: [], unchecked: lost[0] },
    };
  },
};

/** Null if these are not attributes of Runme: other tools use braces as well. */
function attributesOf(meta: string): Readonly<Record<string, string>> | null {
  const text = meta.trim();
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  const read = asJson(text) ?? asPairs(text.slice(1, -1));
  return read !== null && Object.keys(read).some((key) => NAMES.includes(key)) ? read : null;
}

function asJson(text: string): Record<string, string> | null {
  try {
    const read: unknown = JSON.parse(text);
    return isRecord(read) ? Object.fromEntries(Object.entries(read).map(([key, value]) => [key, String(value)])) : null;
  } catch {
    return null;
  }
}

function asPairs(text: string): Record<string, string> | null {
  const pairs = [...text.matchAll(/([\w.-]+)=(?:"([^"]*)"|'([^']*)'|([^\s,]+))[\s,]*/g)];
  if (pairs.map(([whole]) => whole).join('') !== text.trimStart()) return null;
  return Object.fromEntries(pairs.map(([, key = '', double, single, bare]) => [key, double ?? single ?? bare ?? '']));
}

function isRunme(front: Readonly<Record<string, unknown>>): boolean {
  return isRecord(front['runme']) || 'skipPrompts' in front;
}

/** The program of a shell other than bash, whose variables are not carried on; null for bash. */
function shellOf({ shell }: Readonly<Record<string, unknown>>): string | null {
  const name = (typeof shell === 'string' ? shell : 'bash').split('/').at(-1) ?? 'bash';
  return ['bash', 'sh'].includes(name) ? null : name;
}

/** What other cells printed, as Runme passes it on: the one above as `$__`, one with a name as `$NAME`. */
function passedOn(script: string, body: string): readonly string[] {
  const names = [...body.matchAll(/\bname"?\s*[:=]\s*"?([A-Z_][A-Z0-9_]*)\b/g)].map(([, name = '']) => name);
  const uses = (name: string) => new RegExp(`\\$(?:\\{${name}\\b|${name}(?!\\w))`).test(script);
  const isSet = (name: string) => new RegExp(`\\b${name}=`).test(body.replaceAll(/\bname=/g, ''));
  const named = names.find((name) => uses(name) && !isSet(name));
  return [
    ...(uses('__') ? ['Runme sets $__ to what the cell above printed; Guidepost does not'] : []),
    ...(named === undefined ? [] : [`Runme sets $${named} to what the cell of this name printed; Guidepost does not`]),
  ];
}

/** What would change what runs, and is not done here. */
function promisesOf(
  said: Readonly<Record<string, string>>,
  { skipPrompts }: Readonly<Record<string, unknown>>,
): readonly string[] {
  const unknown = Object.keys(said).filter((key) => ![...NAMES, ...DISPLAY].includes(key));
  const asks = ['yes', 'true', '1'].includes(said['promptEnv'] ?? '') && skipPrompts !== true;
  return [
    ...unknown.map((key) => `Runme's ${oneLine(key)} is not understood here`),
    ...(asks
      ? ['Guidepost does not ask for variables while a block runs: declare inputs, and leave out promptEnv']
      : []),
  ];
}

function wordsOf(said: Readonly<Record<string, string>>, { line, lang }: ForeignFence, told: Told[]): Words {
  const isOn = (key: string) => said[key] === 'true';
  if (isOn('background'))
    told.push({
      line,
      message: 'Runme does not say when a background block is ready: it counts as ready once it has started',
    });
  const { name, cwd, interpreter, category, tag } = said;
  const isBash = ['bash', 'sh', '/bin/bash', '/bin/sh'].includes(interpreter ?? 'bash') && SHELLS.includes(lang);
  return {
    id: name === undefined ? null : slug(name) || null,
    title: name ?? null,
    cwd: cwd ?? null,
    with: isBash ? null : (interpreter ?? null),
    tty: isOn('interactive'),
    optional: isOn('excludeFromRunAll'),
    tags: [category, tag]
      .flatMap((list) => list?.split(',') ?? [])
      .map((each) => each.trim())
      .filter(Boolean),
    ...(isOn('background') ? { kind: 'service' as const } : {}),
  };
}
