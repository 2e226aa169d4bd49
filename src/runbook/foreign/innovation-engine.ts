/**
 * Innovation Engine: a comment `expected_similarity` makes the next fence the expected output of the block above. If
 * its value is a text, it is a regular expression to be found in the output. If it is a number, it says how similar the
 * output must be. As that alone passes nearly anything, we compare line by line, and require the same number of lines.
 */
import { regex } from './lines.ts';
import { oneLine } from './read.ts';
import type { ForeignFence, Tool } from './types.ts';

const SAID = /expected_similarity\s*=\s*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([\d.]+))/;

export const innovationEngine: Tool = {
  name: 'Innovation Engine',
  read(fence, { body }) {
    if (!body.includes('expected_similarity')) return null;
    const { lang, value, remark } = fence;
    if (remark !== null && /expected_similarity/.test(remark.text)) return checkOf(fence, remark.text);
    if (!/^azurecli(-init|-interactive)?$/.test(lang)) return null;
    return {
      as: 'block',
      language: 'bash',
      words: {},
      script: `${value}\n`,
      typed: false,
      echoes: [],
      pasted: null,
      check: null,
    };
  },
};

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
