/** cram: a fence `cram`, or a file of its own (.t), in which commands and outputs are indented by two spaces. */
import type { Node } from '../tree.ts';
import { elsewhere, skipsIn } from './around-tests.ts';
import { cramCommands } from './cram-lines.ts';
import { session } from './session.ts';
import type { Tool } from './types.ts';

export const cram: Tool = {
  name: 'cram',
  told: (root) => elsewhere(root, ['cram'], 'cram'),
  read({ lang, value, line }, { file }) {
    if (lang !== 'cram') return null;
    const { commands } = cramCommands(value.split('\n'), isCramFile(file) ? line : line + 1, 'cram');
    if (commands.length === 0) return { as: 'shown' };
    const [variable] = /\$\{?(TESTDIR|TESTFILE|TESTSHELL|CRAMTMP)\b/.exec(value) ?? [];
    const unset = variable === undefined ? null : `cram sets ${variable.replace('{', '')}; Guidepost does not`;
    return {
      as: 'block',
      told: [...(unset === null ? [] : [{ line, message: unset }]), ...skipsIn(value, 'cram', line)],
      language: 'console',
      words: {},
      ...session(commands, line, { check: { exact: true, eol: true }, unchecked: unset }),
    };
  },
};

export function isCramFile(file: string): boolean {
  return file.endsWith('.t');
}

/** Turns a cram file into the tree of a page: indented commands become fences, everything else is text. */
export function cramTree(body: string): Node {
  const children: Node[] = [];
  let test: { readonly from: number; readonly lines: string[] } | null = null;
  const lines = body.split('\n');
  for (const [index, text] of [...lines, ''].entries()) {
    const inner = /^ {2}(.*)$/.exec(text)?.[1];
    if (test && (inner === undefined || /^\$( |$)/.test(inner))) {
      children.push(fenceOf(test.from, test.lines));
      test = null;
    }
    if (inner === undefined) {
      if (text.trim() !== '') children.push(headingOf(text, index + 1));
    } else if (/^\$( |$)/.test(inner)) test = { from: index + 1, lines: [inner] };
    else test?.lines.push(inner);
  }
  return { type: 'root', children };
}

function fenceOf(line: number, lines: readonly string[]): Node {
  const position = { start: { line, column: 3 }, end: { line: line + lines.length - 1, column: 1 } };
  return { type: 'code', lang: 'cram', meta: null, value: lines.join('\n'), position };
}

/** The line above a test becomes its heading. */
function headingOf(text: string, line: number): Node {
  const position = { start: { line, column: 1 }, end: { line, column: text.length + 1 } };
  const words = text.replace(/^#+ /, '').replace(/:$/, '');
  return { type: 'heading', depth: 2, position, children: [{ type: 'text', value: words, position }] };
}
