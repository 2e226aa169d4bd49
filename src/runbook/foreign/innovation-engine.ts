/**
 * Innovation Engine: a comment `expected_similarity` makes the next fence the expected output of the block above. If
 * its value is a text, it is a regular expression to be found in the output. If it is a number, it says how similar the
 * output must be. As that alone passes nearly anything, we compare line by line, and require the same number of lines.
 *
 * It also runs the documents that a section `## Prerequisites` links to, and sets variables: those of a comment, and
 * those of an .ini file beside the document (server/guides/variables-beside.ts). None of that is done here; it is told.
 */
import { regex } from './lines.ts';
import { lineOf, type Node, textOf } from '../tree.ts';
import { oneLine } from './read.ts';
import type { ForeignFence, Told, Tool } from './types.ts';

const SAID = /expected_similarity\s*=\s*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([\d.]+))/;

export const innovationEngine: Tool = {
  name: 'Innovation Engine',
  read(fence, { body }) {
    if (!isForIt(body)) return null;
    const { lang, value, remark } = fence;
    const isExpected = remark !== null && /expected_similarity/.test(remark.text);
    if (isExpected && !RUN.test(lang)) return checkOf(fence, remark.text);
    const { line } = fence;
    const message = `Innovation Engine runs ${lang}, also below expected_similarity: write text on the fence of an output`;
    const told = isExpected ? [{ line, message }] : [];
    if (lang === 'terraform')
      return {
        as: 'shown',
        told: [...told, { line, message: 'Innovation Engine runs terraform; here it is only shown' }],
      };
    if (!lang.startsWith('azurecli') && told.length === 0) return null;
    if (!RUN.test(lang)) return null;
    return {
      as: 'block',
      told,
      language: 'bash',
      words: {},
      script: `${value}\n`,
      typed: false,
      echoes: [],
      pasted: null,
      check: null,
    };
  },
  told(root, { body }) {
    return isForIt(body) ? [...prerequisites(root), ...variables(root)] : [];
  },
};

/** A link under Prerequisites alone makes no document one of its own: many have that. */
export function isForIt(text: string): boolean {
  return text.includes('expected_similarity');
}

/** The languages that it runs, all of them by bash. */
const RUN = /^(bash|azurecli(-init|-interactive)?|terraform)$/;

function prerequisites(root: Node): Told[] {
  const told: Told[] = [];
  let isIn = false;
  for (const node of root.children ?? []) {
    if (node.type === 'heading' && node.depth === 2) isIn = /^prerequisites$/i.test(textOf(node).trim());
    else if (isIn) {
      for (const link of linksIn(node)) {
        const message = `Innovation Engine runs ${oneLine(link.url ?? '')} first, and Guidepost does not: run it before, or include it: <Include file="…" />`;
        told.push({ line: lineOf(link), message });
      }
    }
  }
  return told;
}

function linksIn(node: Node): readonly Node[] {
  return node.type === 'link' && node.url?.endsWith('.md') ? [node] : (node.children ?? []).flatMap(linksIn);
}

function variables(root: Node): Told[] {
  const comments = (root.children ?? []).filter(({ value = '' }) => /^\s*<!--[^]*?```variables/.test(value));
  const message =
    'Innovation Engine sets the variables of this comment, and Guidepost does not: write them in the front matter, as env:';
  return comments.map((node) => ({ line: lineOf(node), message }));
}

function checkOf({ value, line }: ForeignFence, remark: string): ReturnType<Tool['read']> {
  const [, double, single, number] = SAID.exec(remark) ?? [];
  const words = { stream: 'stdout' } as const;
  const source = double ?? single;
  if (source !== undefined) return { as: 'check', words, lines: found(source, line), unchecked: problemOf(source) };
  const least = Number(number);
  if (!(least >= 0 && least <= 1)) {
    const message = `${oneLine(remark)} is neither a number from 0 to 1 nor a regular expression in quotation marks`;
    return { as: 'check', words, lines: [], unchecked: message, told: [{ line, message }] };
  }
  const lines = value.split('\n').map((text, index) => ({ text: similar(text, least), at: line + 1 + index }));
  const message = `expected_similarity=${number} lets nearly every line pass; ask for 0.7 or more, or for a regular expression`;
  return { as: 'check', words, lines, unchecked: null, told: least < 0.6 ? [{ line, message }] : [] };
}

function similar(text: string, least: number): string {
  return text === '' ? text : `${text} (~${least})`;
}

/** Lines that find the expression in any line; with `^` only in the first, with `$` only in the last. */
function found(source: string, line: number) {
  const [starts, ends] = [source.startsWith('^'), /(?<!\\)(?:\\\\)*\$$/.test(source)];
  const inner = source.replace(/^\^/, '').replace(/\$$/, ends ? '' : '$');
  const whole = regex(`${starts ? '' : '.*'}(?:${inner})${ends ? '' : '.*'}`);
  return [...(starts ? [] : ['...']), whole, ...(ends ? [] : ['...'])].map((text) => ({ text, at: line }));
}

/** What is wrong with an expression that spans lines, because a check compares one line at a time. */
function problemOf(source: string): string | null {
  return /\\n|\(\?[a-z]*s/.test(source)
    ? `the expression ${oneLine(source)} spans lines, and a check looks at one line at a time`
    : null;
}
