/**
 * What a guide page makes a browser load of ours, as gzip sends it. `read`: without a runner. `connected`: with one, the
 * output of a step on the page. What comes on a click (the session's menu, the fields of inputs, an explanation) comes
 * in files of its own, and is not counted; neither is the frame's own script, nor what it would load without us.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSite, CONTENT } from '../tests/e2e/build-site.ts';
import type { Row } from './table.ts';

const OUT = 'node_modules/.cache/bench-size';
const OURS = 'MarkdownContent.'; // the component through which our script comes into a page
const ON_CONNECT = 'Jump to the end'; // words of the output's panel, by which its file is known

export async function rows(): Promise<readonly Row[]> {
  buildSite(CONTENT, OUT);
  const scripts = readScripts(join(OUT, '_astro'));
  const frame = new Set(
    [...scripts.keys()].filter((name) => name.includes('.astro_astro_type_script') && !name.startsWith(OURS)),
  );
  const known = closure(scripts, frame);
  const page = [...scripts.keys()].filter((name) => name.startsWith(OURS));
  const panel = [...scripts].flatMap(([name, text]) => (text.includes(ON_CONNECT) ? [name] : []));
  if (page.length !== 1 || panel.length !== 1) throw new Error('the files of a page are not where they were');
  const own = (files: readonly string[]) => [...closure(scripts, new Set(files))].filter((name) => !known.has(name));
  return [
    row('a guide that is read', scripts, own(page)),
    row('connected, with output', scripts, own([...page, ...panel])),
  ];
}

function row(name: string, scripts: ReadonlyMap<string, string>, files: readonly string[]): Row {
  const sizes = files.map((file) => gzipSync(scripts.get(file) ?? '', { level: 9 }).length / 1000);
  return {
    name: `JavaScript of ours in kB of gzip: ${name}`,
    ratio: sizes.reduce((sum, size) => sum + size, 0),
    target: '≤ 15',
    detail: files.map((file, at) => `${file.split('.')[0]} ${sizes[at]?.toFixed(1)}`).join(' + '),
  };
}

function readScripts(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** These files, and what they import before they run. */
function closure(scripts: ReadonlyMap<string, string>, files: ReadonlySet<string>): ReadonlySet<string> {
  const reached = new Set(files);
  for (const file of reached)
    for (const [, name] of (scripts.get(file) ?? '').matchAll(/\b(?:from|import)\s*["']\.\/([^"']+)["']/g))
      if (name !== undefined) reached.add(name);
  return reached;
}
