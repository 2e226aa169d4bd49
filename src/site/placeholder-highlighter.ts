/** Highlights placeholders in an expected output: `[..]`, `[NUMBER]`, a line `...`, a marker at the end of a line. */
import type { ShikiTransformer } from 'shiki';
import { PlaceholderError, parseTokens } from '../runbook/expectation/index.ts';
import { fenceRole } from '../runbook/fence/index.ts';

type Line = Parameters<NonNullable<ShikiTransformer['line']>>[0];

interface Part {
  readonly text: string;
  readonly hole: boolean;
}

export const highlightPlaceholders: ShikiTransformer = {
  name: 'guidepost-highlightPlaceholders',
  line(line) {
    const words = this.options.meta?.__raw;
    if (!words?.includes('check') || fenceRole(this.options.lang, words, this.source) !== 'check') return;
    const parts = partsOf(textOf(line));
    if (parts.some(({ hole }) => hole))
      line.children = parts.map(({ text, hole }) => (hole ? span(text) : plain(text)));
  },
};

/** Whether a line of a check contains a placeholder. */
export function hasHole(text: string): boolean {
  return partsOf(text).some(({ hole }) => hole);
}

function partsOf(text: string): readonly Part[] {
  if (text === '...') return [{ text, hole: true }];
  const [, before = text, mark = ''] = /^(.*)( \((?:\?|\*|\+|re)\))$/.exec(text) ?? [];
  const own = mark === ' (re)' ? [{ text: before, hole: false }] : placeholders(before);
  return mark === '' ? own : [...own, { text: mark, hole: true }];
}

/**
 * A name in brackets may be a value or literal text, so it is not highlighted; neither is what the parser must refuse.
 */
function placeholders(text: string): Part[] {
  try {
    return parseTokens(text).map((token) => {
      const hole = token.is === 'any' || token.is === 'typed';
      return { text: token.is === 'text' ? token.text : token.source, hole };
    });
  } catch (error) {
    if (error instanceof PlaceholderError) return [{ text, hole: false }];
    throw error;
  }
}

function textOf(node: Line | Line['children'][number]): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

const plain = (value: string) => ({ type: 'text' as const, value });

const span = (text: string) => ({
  type: 'element' as const,
  tagName: 'span',
  properties: { class: 'gp-hole' },
  children: [plain(text)],
});
