/**
 * Fills a script for a reader who copies it: `$NAME` is replaced by the input's value, quoted for its place. Where that
 * is not safe (here-documents, `${NAME:-…}`, arithmetic, a name that the script itself assigns), `$NAME` stays, and a
 * line above the script sets the value.
 */
import { asTyped } from './shell-word.ts';

export function fillInputs(script: string, values: ReadonlyMap<string, string>): string {
  const used = [...values].filter(([name]) => mentions(script, name));
  const plain = used.filter(([name]) => isPlain(script, name));
  const above = used.filter(([name]) => !isPlain(script, name));
  const filled = substitute(script, new Map(plain));
  return above.map(([name, value]) => `export ${name}=${asTyped(value)}\n`).join('') + filled;
}

function mentions(script: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(script);
}

/** Whether every mention is `$NAME` or `${NAME}`, in a place whose quoting is clear. */
function isPlain(script: string, name: string): boolean {
  if (/<<|\$\(\(|\(\(|\[\[|`|\beval\b|\$'/.test(script)) return false;
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
  readonly quotes: 'none' | 'single' | 'double';
}

/** Every `$NAME` and `${NAME}`, with the quotes around it. Quoting starts again inside of `$( … )`, as in the shell. */
function* places(script: string): Generator<Place> {
  const stack: Place['quotes'][] = [];
  let quotes: Place['quotes'] = 'none';
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
    } else if (character === ')' && quotes === 'none') quotes = stack.pop() ?? 'none';
    else if (character === "'" && quotes === 'none') quotes = 'single';
    else if (character === '#' && quotes === 'none' && /^$|\s/.test(script[at - 1] ?? '')) {
      const end = script.indexOf('\n', at);
      at = (end < 0 ? script.length : end) - 1;
    }
  }
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
