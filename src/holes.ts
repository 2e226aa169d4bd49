/** Shows what stands for other text in an expected output: `[..]`, `[NUMBER]`, a line `...`, a mark at a line's end. */
import type { ShikiTransformer } from 'shiki';
import { fenceRole } from './runbook/fence.ts';

type Line = Parameters<NonNullable<ShikiTransformer['line']>>[0];

const HOLE = /^\.\.\.$|\[\.\.\]|\[(?:\w+=)?[A-Z]{3,}[^\]]*\]| \((?:\?|\*|\+|re)\)$/g;

export const holes: ShikiTransformer = {
  name: 'guidepost-holes',
  line(line) {
    const words = this.options.meta?.__raw;
    if (!words?.includes('check') || fenceRole(this.options.lang, words, this.source) !== 'check') return;
    const text = textOf(line);
    const found = [...text.matchAll(HOLE)];
    if (found.length === 0) return;
    let at = 0;
    const parts = found.flatMap(({ 0: hole, index }) => {
      const before = text.slice(at, index);
      at = index + hole.length;
      return [plain(before), element(hole)];
    });
    line.children = [...parts, plain(text.slice(at))];
  },
};

function textOf(node: Line | Line['children'][number]): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

const plain = (value: string) => ({ type: 'text' as const, value });

const element = (hole: string) => ({
  type: 'element' as const,
  tagName: 'span',
  properties: { class: 'gp-hole' },
  children: [plain(hole)],
});
