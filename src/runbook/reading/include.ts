/**
 * Includes a file that several guides share:
 *
 *     <Include file="_shared/log-in.md" />
 *     <Include file="_shared/log-in.md" section="With a key" prefix="prod" />
 *
 * Each is on a line of its own, in .md and .mdx alike. It is replaced by the text of the file before anything else is
 * read, so that page, parser and hosted guides see the same text; places still name the author's file and line.
 * `section` includes only what is below that heading. `prefix` is put before the ids in the text, and before references
 * to them, so that a file can be included twice.
 */
import { readTree, splitDocument } from './document.ts';
import { RunbookError } from '../error.ts';
import { liveParts } from './live-parts.ts';
import type { Place } from '../model.ts';
import { prefixed } from './prefix-ids.ts';
import { attribute, lineOf, type Node, textOf } from '../tree.ts';

export interface Expanded {
  readonly text: string;
  /** The place of each line; null if nothing is included. */
  readonly places: readonly Place[] | null;
}

/** Reads the file that `path` names in the file `from`. Throws Error with the reason if it cannot. */
export type ReadIncluded = (from: string, path: string) => { readonly file: string; readonly text: string };

/** Returns the text with everything that it includes. Throws RunbookError. */
export function expand(file: string, text: string, read: ReadIncluded): Expanded {
  if (!text.includes('<Include')) return { text, places: null };
  const lines = ofPage(file, () => linesOf(file, text, limited(read), [file]));
  return { text: lines.map((line) => line.text).join('\n'), places: lines.map(({ place }) => place) };
}

const MOST = 1000; // files included in a page
const LARGEST = 4 << 20; // characters of them; nobody reads more

/** Ten files that each include the next one ten times would make ten billion lines. */
function limited(read: ReadIncluded): ReadIncluded {
  let [files, size] = [0, 0];
  return (from, path) => {
    const found = read(from, path);
    files += 1;
    size += found.text.length;
    if (files <= MOST && size <= LARGEST) return found;
    throw new Error(`${path}: this page includes more than ${MOST} files or ${LARGEST >> 20} MB; include less`);
  };
}

function ofPage<T>(page: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof RunbookError ? new RunbookError(error.place, error.message, page) : error;
  }
}

interface Line {
  readonly text: string;
  readonly place: Place;
}

const DEEPEST = 10; // files included in each other

function linesOf(file: string, raw: string, read: ReadIncluded, above: readonly string[]): readonly Line[] {
  const text = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const lines = text.split('\n').map((line, index) => ({ text: line, place: { file, line: index + 1 } }));
  const isOurs = text.includes('<Include') && !hasOwnInclude(text);
  const includes = isOurs ? includesIn(readTree(file, splitDocument(file, text).body)) : [];
  const at = new Map(includes.map((node) => [lineOf(node), node]));
  return lines.flatMap((line) => {
    const node = at.get(line.place.line);
    return node ? included(node, line, read, above) : [line];
  });
}

/** A page of MDX may have a component of that name. */
export function hasOwnInclude(text: string): boolean {
  return /^import\b[^;]*\bInclude\b/m.test(text);
}

function includesIn(node: Node): readonly Node[] {
  const isInclude = node.name === 'Include' || (node.type === 'html' && /^\s*<Include[\s/>]/.test(node.value ?? ''));
  return isInclude ? [node] : (node.children ?? []).flatMap(includesIn);
}

function included(node: Node, { text, place }: Line, read: ReadIncluded, above: readonly string[]): readonly Line[] {
  const { file: path, section, prefix } = wordsOf(node, text, place);
  const found = attempt(place, () => read(place.file, path));
  if (above.includes(found.file))
    throw new RunbookError(place, `${path} includes itself: ${[...above, found.file].join(' → ')}`);
  if (above.length >= DEEPEST) throw new RunbookError(place, `${path}: files are included in each other too deeply`);
  const { yaml, body } = splitDocument(found.file, found.text);
  const tree = readTree(found.file, body);
  refuseCode(found.file, body, above[0] ?? found.file);
  const all = linesOf(found.file, found.text, read, [...above, found.file]);
  const skipped = yaml === null ? 0 : yaml.split('\n').length + 2;
  const own = (line: Line) => line.place.file !== found.file || line.place.line > skipped;
  const [from, to] = section === null ? [0, Infinity] : sectionOf(tree, section, place, path);
  const isIn = ({ place: { file, line } }: Line) => file !== found.file || (line >= from && line < to);
  const part = all.filter((line) => own(line) && isIn(line));
  const indent = /^\s*/.exec(text)?.[0] ?? '';
  return prefixed(
    part.map((line) => line.text),
    prefix,
  ).map((line, index) => ({
    text: line === '' ? '' : indent + line,
    place: part[index]?.place ?? place,
  }));
}

/** Throws for code in an included file, parsed like the page: braces are text in .md, but code in .mdx. */
function refuseCode(file: string, body: string, page: string): void {
  const tree = attempt({ file, line: 1 }, () => readTree(page, body), true);
  const [code] = liveParts(tree);
  if (code !== undefined) throw new RunbookError({ file, line: 1 }, `${code}: an included file cannot contain code`);
}

function wordsOf(node: Node, text: string, place: Place) {
  const element = /^\s*<Include((?:\s+[a-z]+="[^"]*")*)\s*\/>\s*$/.exec(text);
  if (!element) throw new RunbookError(place, 'write <Include file="…" /> on a line of its own, with /> at its end');
  const words = new Map(
    [...(element[1] ?? '').matchAll(/([a-z]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
  const odd = [...words.keys()].find((name) => !['file', 'section', 'prefix'].includes(name));
  if (odd !== undefined) throw new RunbookError(place, `<Include> has no ${odd}; it has file, section and prefix`);
  const file = words.get('file') ?? attribute(node, 'file') ?? '';
  if (file === '') throw new RunbookError(place, '<Include> needs file="…", the path from this file');
  const prefix = words.get('prefix') ?? null;
  if (prefix !== null && !/^[a-z0-9][a-z0-9-]{0,31}$/.test(prefix))
    throw new RunbookError(place, `prefix="${prefix}" should be lower-case letters, digits and -`);
  return { file, section: words.get('section') ?? null, prefix };
}

/** The lines of a section: from its heading to the next one that is not below it. */
function sectionOf(tree: Node, section: string, place: Place, path: string): readonly [number, number] {
  const headings = (tree.children ?? []).filter(({ type }) => type === 'heading');
  const at = headings.findIndex((node) => textOf(node).trim() === section.trim());
  const own = headings[at];
  if (!own) throw new RunbookError(place, `section="${section}": ${path} has no such heading`);
  const next = headings.slice(at + 1).find(({ depth = 1 }) => depth <= (own.depth ?? 1));
  return [lineOf(own), next ? lineOf(next) : Infinity];
}

function attempt<T>(place: Place, act: () => T, isOther = false): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof RunbookError) {
      throw isOther ? new RunbookError({ ...error.place, file: place.file }, error.message) : error;
    }
    throw new RunbookError(place, error instanceof Error ? error.message : String(error));
  }
}
