/** Warns of what the site omits from a page, once per build. */
import { relative, resolve } from 'node:path';

const said = new Set<string>();

export function warn(sentence: string): void {
  if (said.has(sentence)) return;
  said.add(sentence);
  process.stderr.write(`${sentence}\n`);
}

/**
 * A page's file as its author knows it: relative to the working folder, or to the site's folder if that is elsewhere.
 */
export function nameOf(file: string): string {
  const name = relative(process.cwd(), file);
  return name.startsWith('..') ? relative(resolve(process.env['GUIDEPOST_CONTENT'] ?? '.'), file) : name;
}
