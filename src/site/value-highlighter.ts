/**
 * Marks in a shell's code each `$NAME` that Copy replaces with the reader's value (runbook/fill.ts), so that the page
 * can show the value there. It does not know which names are inputs: a name that is none is never replaced.
 */
import type { ShikiTransformer } from 'shiki';
import { readDialog } from '../runbook/dialog.ts';
import { fillable } from '../runbook/fill.ts';
import { fenceRole } from '../runbook/fence/index.ts';

const SHELLS = ['bash', 'sh', 'shell', 'zsh', 'console'];

export const highlightValues: ShikiTransformer = {
  name: 'guidepost-highlightValues',
  preprocess(code, options) {
    const words = options.meta?.__raw ?? null;
    if (!SHELLS.includes(options.lang) || /\b(file|patch)\b/.test(words ?? '')) return;
    if (!code.includes('$') || fenceRole(options.lang, words, code) !== 'block') return;
    const slots = options.lang === 'console' ? slotsInDialog(code) : fillable(code);
    options.decorations = [
      ...(options.decorations ?? []),
      ...slots.map(({ from, to, name, quotes }) => ({
        start: from,
        end: to,
        properties: {
          class: 'gp-value',
          'data-value': name,
          ...(quotes === 'double' ? { 'data-quotes': quotes } : {}),
        },
      })),
    ];
  },
};

/** The typed lines form one script; each of them follows a prompt. */
function slotsInDialog(code: string): ReturnType<typeof fillable> {
  const lines = code.split('\n');
  const typed = readDialog(lines).flatMap((line, index) => (line.is === 'typed' ? [{ text: line.text, index }] : []));
  const starts = lines.map((_, index) => lines.slice(0, index).join('\n').length + Math.min(index, 1));
  let begin = 0;
  const moves = typed.map(({ text, index }) => {
    const from = begin;
    begin += text.length + 1;
    const behind = (lines[index] ?? '').length - text.length;
    return { from, to: begin, by: (starts[index] ?? 0) + behind - from };
  });
  return fillable(typed.map(({ text }) => text).join('\n')).map((slot) => {
    const { by } = moves.find(({ from, to }) => slot.from >= from && slot.from < to) ?? { by: 0 };
    return { ...slot, from: slot.from + by, to: slot.to + by };
  });
}
