/**
 * tesh: a session with `tesh-session="NAME"` after its language. `...` is any text within a line, or any lines; exit
 * codes are compared if `tesh-exitcodes` lists them.
 */
import { literal, regex, escaped } from './lines.ts';
import { entered, session } from './session.ts';
import { durationOf } from './read.ts';
import type { Told, Tool } from './types.ts';

export const tesh: Tool = {
  name: 'tesh',
  read({ meta, value, line }, { body }) {
    const said = Object.fromEntries(
      [...meta.matchAll(/tesh-([\w-]+)="([^"]*)"/g)].map(([, key = '', text = '']) => [key, text]),
    );
    const { session: name, exitcodes, setup, ps1, platform, timeout, ...rest } = said;
    if (name === undefined) return null;
    const told: Told[] = [];
    const lost: string[] = [];
    const drop = (message: string) => {
      told.push({ line, message });
      lost.push(message);
    };
    if (rest['fixture'] !== undefined)
      return {
        as: 'shown',
        told: [{ line, message: 'tesh writes this fence into a file; write ```text file=NAME instead' }],
      };
    for (const key of Object.keys(rest)) drop(`tesh-${key} is not understood here`);
    const names = new Set([...body.matchAll(/tesh-session="([^"]*)"/g)].map(([, each]) => each));
    if (names.size > 1 && names.values().next().value === name && !told.length)
      told.push({ line, message: 'tesh gives each session a shell of its own; here they share one' });
    const first = new RegExp(`^(?:\\$${ps1 === undefined ? '' : `|${escaped(ps1)}`})(?: (.*)|$)`);
    const read = entered(value.split('\n'), { first, next: /^>(?: (.*)|$)/ }).commands;
    const codes = exitcodes?.split(/\s+/).filter(Boolean).map(Number);
    if (codes && codes.length !== read.length) drop('tesh-exitcodes needs a code for each command');
    if (read.length === 0) return { as: 'shown' };
    const commands = read.map(({ typed, at: begins, printed }, index) => ({
      typed,
      at: line + 1 + begins,
      expects: printed.map(({ text, at }) => ({ text: teshLine(text), at: line + 1 + at })),
      code: codes?.[index] ?? ('any' as const),
    }));
    if (platform !== undefined && !['linux', 'darwin'].includes(platform))
      drop(`tesh-platform="${platform}" is supported only for linux or darwin`);
    if (timeout !== undefined && durationOf(timeout) === null) drop(`tesh-timeout="${timeout}" is not a duration`);
    const os = platform === 'darwin' ? 'macos' : platform === 'linux' ? 'linux' : null;
    const limit = timeout === undefined ? null : durationOf(timeout);
    return {
      as: 'block',
      told,
      language: 'console',
      words: { os, ...(limit === null ? {} : { timeout: limit }) },
      ...session(commands, line, {
        before: setup === undefined ? [] : [`source ${quoted(setup)}`],
        unchecked: lost[0] ?? null,
      }),
    };
  },
};

/** Translates a line; blank lines between outputs are optional. */
function teshLine(text: string): string {
  if (text.trim() === '') return ' (?)';
  if (text.trim() === '...') return '...';
  return text.includes('...') ? regex(text.trimEnd().split('...').map(escaped).join('.*')) : literal(text.trimEnd());
}

function quoted(file: string): string {
  return `'${file.replaceAll("'", `'\\''`)}'`;
}
