/**
 * Splits a file into front matter and body, in the same way for parser, site and `connect`. Front matter has only one
 * form; anything else that another program could take for front matter is refused. Otherwise two programs could
 * disagree about where it ends, and one text would be shown and another one run.
 *
 *     ---              the first line
 *     title: A guide   YAML
 *     ---              the next line that begins with three dashes
 */
import { markdownToMdast, mdxToMdast } from 'satteri';
import { RunbookError } from '../error.ts';
import type { Node } from '../tree.ts';

export interface Document {
  /** The YAML between the dashes, which begins on line 2 of the file; null if there is no front matter. */
  readonly yaml: string | null;
  /** The file with its front matter replaced by empty lines, so that line numbers stay the same. */
  readonly body: string;
}

/** Throws RunbookError if the front matter has another form. */
export function splitDocument(file: string, raw: string): Document {
  const text = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'); // carriage returns must not reach a script
  const lines = text.split('\n');
  if (lines[0] !== '---') {
    const first = lines.findIndex((line) => line.replace(BLANKS, '') !== '');
    const begun = FENCE_OF_FRONT_MATTER.exec(lines[first]?.replace(BLANKS, '') ?? '');
    if (begun) refuse(first, begun[0] === '+++' ? TOML : FORM);
    return { yaml: null, body: text };
  }
  const length = lines.slice(1).findIndex((line) => FENCE_OF_FRONT_MATTER.test(line) || /^\.\.\.\s*$/.test(line));
  if (length < 0) refuse(0, 'this front matter is never closed; end it with a line ---');
  if (lines[length + 1] !== '---') refuse(length + 1, FORM);
  const yaml = lines.slice(1, length + 1);
  const fence = yaml.findIndex((line) => /`{3}|~{3}/.test(line));
  if (fence >= 0) refuse(fence + 1, 'front matter cannot contain a code fence; move it into the text');
  const body = ['\n'.repeat(length + 1), ...lines.slice(length + 2)].join('\n');
  return { yaml: yaml.join('\n'), body };

  function refuse(index: number, message: string): never {
    throw new RunbookError({ file, line: index + 1 }, message);
  }
}

const FENCE_OF_FRONT_MATTER = /^(-{3}|\+{3})/;
const TOML =
  'this front matter is TOML, and Guidepost reads YAML: put it between two lines of three dashes, with `title: …` for `title = …`';
const BLANKS = /^[\s\p{Default_Ignorable_Code_Point}]+/u;
const FORM =
  'front matter is YAML between two lines of three dashes, and the first of them must be the first line of the file';

/** Parses Markdown or, for an .mdx file, MDX. Throws RunbookError. */
export function readTree(file: string, body: string): Node {
  refuseDeepLines(file, body);
  const options = { features: { frontmatter: false } };
  try {
    return notTooDeep(
      (file.endsWith('.mdx') ? mdxToMdast(body, options) : markdownToMdast(body, options)) as Node,
      file,
    );
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(file, 1);
    if (error instanceof RunbookError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const [, line, what] = /^(\d+):\d+: (.*?)(?: \(\d+:\d+\))?(?: \([\w:-]+\))?$/s.exec(message) ?? [];
    if (line === undefined || what === undefined) throw error;
    throw new RunbookError({ file, line: Number(line) }, what);
  }
}

const DEEPEST = 100; // levels of nesting; more would overflow the stack of recursive functions

/** Before it is parsed: the parser takes time with the square of the quotes and lists that begin on one line. */
function refuseDeepLines(file: string, body: string): void {
  const found = DEEP_LINE.exec(body);
  if (found) throw tooDeep(file, body.slice(0, found.index).split('\n').length);
}

/** More than a row of dashes in an output has. */
const LINE_DEEPEST = 1000;
const DEEP_LINE = new RegExp(String.raw`^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))){${LINE_DEEPEST}}`, 'm');

function notTooDeep(root: Node, file: string): Node {
  let level: readonly Node[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw tooDeep(file, level[0]?.position?.start.line ?? 1);
    level = level.flatMap(({ children = [] }) => children);
  }
  return root;
}

function tooDeep(file: string, line: number): RunbookError {
  return new RunbookError({ file, line }, 'this is nested too deeply');
}
