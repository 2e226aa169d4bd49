/** The files that bash reads for one run: 0600, in a folder that only we can enter, removed after the run. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Carried } from './carry.ts';
import { writeFunctions, writePrelude } from './prelude.ts';
import type { Script } from './shell.ts';

export interface ScriptFiles {
  readonly main: string;
  readonly prelude: string;
  readonly all: readonly string[];
}

interface Around {
  readonly state: Carried;
  readonly nonce: string;
  readonly note: string | null;
}

/** The main file carries the author's text from its first byte on: line numbers in messages are those of the block. */
export function writeFiles(folder: string, script: Script, { state, nonce, note }: Around): ScriptFiles {
  const all: string[] = [];
  const write = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
    all.push(path);
    return path;
  };
  const name = script.name.replaceAll(/[^\w.-]/g, '-');
  const own = write(existsSync(join(folder, name)) ? `${name}.${script.id}` : name, script.text);
  const carried = writeFunctions(state);
  const functions = carried === null ? null : write(`${script.id}.functions`, Buffer.from(carried, 'latin1'));
  const text = writePrelude({ state, nonce, note, functions, env: script.env, trace: script.with === null });
  const prelude = write(`${script.id}.before`, Buffer.from(text, 'latin1'));
  if (script.with === null) return { main: own, prelude, all };
  const main = write(`${script.id}.with`, `{ set +x; } 2>/dev/null; ${script.with} '${own}'\n`);
  return { main, prelude, all };
}
