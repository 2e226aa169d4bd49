/** What the site leaves out of a page, said once where it is built. */
import { relative, resolve } from 'node:path';

const said = new Set<string>();

export function warn(sentence: string): void {
  if (said.has(sentence)) return;
  said.add(sentence);
  process.stderr.write(`${sentence}\n`);
}

/** A page's file as its author knows it: from here, or from the folder of the site where that is elsewhere. */
export function nameOf(file: string): string {
  const name = relative(process.cwd(), file);
  return name.startsWith('..') ? relative(resolve(process.env['GUIDEPOST_CONTENT'] ?? '.'), file) : name;
}
