/**
 * Fills a script for a reader who copies it: `$NAME` is replaced by the input's value, quoted for its place. Where that
 * is not safe (`${NAME:-…}`, arithmetic, a name that the script itself assigns, a value that could end its
 * here-document), `$NAME` stays, and a line above the script sets the value.
 */
import { asTyped } from './shell-word.ts';

export function fillInputs(script: string, values: ReadonlyMap<string, string>): string {
  const used = [...values].filter(([name]) => mentions(script, name));
  const isSafe = ([name, value]: readonly [string, string]) => isPlain(script, name) && stays(script, name, value);
  const plain = used.filter(isSafe);
  const above = used.filter((each) => !isSafe(each));
  const filled = substitute(script, new Map(plain));
  return above.map(([name, value]) => `export ${name}=${asTyped(value)}\n`).join('') + filled;
}

function mentions(script: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(script);
}

/** Whether every mention is `$NAME` or `${NAME}`, in a place whose quoting is clear. */
function isPlain(script: string, name: string): boolean {
  if (/\(\(|\[\[|`|\beval\b|\$'/.test(script) || script.replace(HEREDOCS, '').includes('<<')) return false;
  const all = script.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
  const seen = [...places(script)].filter((place) => place.name === name);
  return seen.length === all && seen.every(({ quotes }) => quotes !== 'single');
}

/** Where a value can be put as it would be typed. */
export function fillable(script: string): readonly Place[] {
  const all = [...places(script)];
  const plain = new Set(all.map(({ name }) => name).filter((name) => isPlain(script, name)));
  return all.filter(({ name }) => plain.has(name));
}

interface Place {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly quotes: 'none' | 'single' | 'double' | 'document';
  /** The line that ends the here-document. */
  readonly until?: string;
}

/** Here-strings, and here-documents whose delimiter can be told for sure. */
const HEREDOCS = /<<<|<<(-?)[ \t]*(?:\\([\w.-]+)|'([^'\n]+)'|"([^"\n]+)"|([\w.-]+))(?=[\s;|&<>)]|$)/g;

/** A line of a here-document with the value in it is never the line that ends it. */
function stays(script: string, name: string, value: string): boolean {
  const documents = [...places(script)].filter((place) => place.name === name && place.quotes === 'document');
  return (
    documents.length === 0 || (!/[\n\t]/.test(value) && !documents.some(({ until = '' }) => until.includes(value)))
  );
}

/** Every `$NAME` and `${NAME}`, with the quotes around it. Quoting starts again inside of `$( … )`, as in the shell. */
function* places(script: string): Generator<Place> {
  const stack: Place['quotes'][] = [];
  let quotes: Place['quotes'] = 'none';
  let documents: Heredoc[] = [];
  for (let at = 0; at < script.length; at++) {
    const character = script[at];
    const variable = /^\$(?:([A-Z][A-Z0-9_]*)|\{([A-Z][A-Z0-9_]*)\})/.exec(script.slice(at, at + 70));
    const name = variable?.[1] ?? variable?.[2];
    if (variable && name !== undefined) {
      yield { from: at, to: at + variable[0].length, name, quotes };
      at += variable[0].length - 1;
    } else if (quotes === 'single') {
      if (character === "'") quotes = 'none';
    } else if (character === '\\') at += 1;
    else if (character === '"') quotes = quotes === 'double' ? 'none' : 'double';
    else if (script.startsWith('$(', at)) {
      stack.push(quotes);
      quotes = 'none';
      at += 1;
    } else if (quotes === 'none' && script.startsWith('<<', at)) {
      const begin = heredocAt(script, at);
      if (begin?.document) documents.push(begin.document);
      at = (begin?.to ?? at + 2) - 1;
    } else if (character === '\n' && documents.length > 0) {
      for (const document of documents) at = yield* placesIn(script, at, document);
      documents = [];
    } else if (character === ')' && quotes === 'none') quotes = stack.pop() ?? 'none';
    else if (character === "'" && quotes === 'none') quotes = 'single';
    else if (character === '#' && quotes === 'none' && /^$|\s/.test(script[at - 1] ?? '')) {
      const end = script.indexOf('\n', at);
      at = (end < 0 ? script.length : end) - 1;
    }
  }
}

interface Heredoc {
  readonly until: string;
  /** The shell puts in what its variables hold. */
  readonly expands: boolean;
  readonly tabs: boolean;
}

function heredocAt(script: string, at: number): { readonly to: number; readonly document: Heredoc | null } | null {
  HEREDOCS.lastIndex = at;
  const found = HEREDOCS.exec(script);
  if (found?.index !== at) return null;
  const [all, tabs = '', escaped, single, double, bare] = found;
  const until = escaped ?? single ?? double ?? bare;
  const document = until === undefined ? null : { until, expands: bare !== undefined, tabs: tabs === '-' };
  return { to: at + all.length, document };
}

/** From the newline before it; returns where the newline behind it is. */
function* placesIn(script: string, newline: number, { until, expands, tabs }: Heredoc): Generator<Place, number> {
  let at = newline + 1;
  while (at < script.length) {
    const end = script.indexOf('\n', at);
    const line = script.slice(at, end < 0 ? script.length : end);
    if ((tabs ? line.replace(/^\t+/, '') : line) === until) break;
    const quotes = expands && !line.includes('$(') ? 'document' : 'single'; // what stands in `$( … )` has quotes of its own
    for (const found of line.matchAll(/\\.|\$(?:([A-Z][A-Z0-9_]*)|\{([A-Z][A-Z0-9_]*)\})/g)) {
      const name = found[1] ?? found[2];
      const from = at + found.index;
      if (name !== undefined) yield { from, to: from + found[0].length, name, quotes, until };
    }
    at += line.length + 1;
  }
  const end = script.indexOf('\n', at);
  return end < 0 ? script.length : end;
}

function substitute(script: string, values: ReadonlyMap<string, string>): string {
  let [text, at] = ['', 0];
  for (const { from, to, name, quotes } of places(script)) {
    const value = values.get(name);
    if (value === undefined) continue;
    text += script.slice(at, from) + asTyped(value, quotes);
    at = to;
  }
  return text + script.slice(at);
}
