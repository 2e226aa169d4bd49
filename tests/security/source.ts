/**
 * Our own source with a piece of it replaced: how a rule is taken out of the code that ships, which has no way to take
 * one out. A changed module and all of ours that is loaded with it are instances of their own, in this same process.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Modules } from './modules.ts';

/** One exact piece of one file, which stands there once. */
export interface Edit {
  readonly file: string;
  readonly text: string;
  readonly by: string;
}

export type Load = <F extends keyof Modules>(file: F) => Promise<Modules[F]>;

const root = resolve(import.meta.dirname, '..', '..');
const versions: (readonly Edit[])[] = [];

/** Loads modules of the source after these edits. Fails where a text to be replaced stands there no more, or twice. */
export function edited(edits: readonly Edit[]): Load {
  for (const { file } of edits) readEdited(file, edits);
  const version = edits.length === 0 ? '' : `?version=${versions.push(edits) - 1}`;
  return (file) => import(pathToFileURL(join(root, file)).href + version);
}

/** A file's text after the edits that are meant for it. */
export function readEdited(file: string, edits: readonly Edit[]): string {
  const own = edits.filter((edit) => edit.file === file);
  return own.reduce(
    (text, edit) => {
      const parts = text.split(edit.text);
      assert.equal(parts.length, 2, `${edit.file} holds ${parts.length - 1} times: ${edit.text}`);
      return parts.join(edit.by);
    },
    readFileSync(join(root, file), 'utf8'),
  );
}

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const version = context.parentURL ? new URL(context.parentURL).searchParams.get('version') : null;
    return version !== null && isOurs(found.url) ? { ...found, url: `${found.url}?version=${version}` } : found;
  },
  load(url, context, next) {
    const version = new URL(url).searchParams.get('version');
    const edits = version === null ? undefined : versions[Number(version)];
    return edits ? { format: 'module', source: script(url, edits), shortCircuit: true } : next(url, context);
  },
});

function isOurs(url: string): boolean {
  return url.startsWith(pathToFileURL(root).href) && /^(?!.*\/node_modules\/).*\.ts$/.test(url);
}

const scripts = new Map<string, string>();

/** Without its types; what no edit touches is worked out once. */
function script(url: string, edits: readonly Edit[]): string {
  const file = fileURLToPath(url).slice(root.length + 1);
  if (edits.some((edit) => edit.file === file)) return strip(readEdited(file, edits));
  const known = scripts.get(file) ?? strip(readEdited(file, []));
  scripts.set(file, known);
  return known;
}

/** Node warns, the first time, that this is an experiment. */
function strip(source: string): string {
  const warn = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = warn;
  }
}
