/**
 * Marks in a shell's code each `$NAME` that Copy replaces with the reader's value (runbook/fill.ts), so that the page
 * can show the value there. It does not know which names are inputs: a name that is none is never replaced.
 */
import type { ShikiTransformer } from 'shiki';
import { fenceRole } from '../runbook/fence/index.ts';
import { valueSlots } from '../runbook/value-slots.ts';

export const highlightValues: ShikiTransformer = {
  name: 'guidepost-highlightValues',
  preprocess(code, options) {
    const words = options.meta?.__raw ?? null;
    const slots = /\b(file|patch)\b/.test(words ?? '') ? [] : valueSlots(options.lang, code);
    if (slots.length === 0 || fenceRole(options.lang, words, code) !== 'block') return;
    options.decorations = [
      ...(options.decorations ?? []),
      ...slots.map(({ from, to, name, quotes }) => ({
        start: from,
        end: to,
        properties: {
          class: 'gp-value',
          'data-value': name,
          ...(quotes !== 'none' ? { 'data-quotes': quotes } : {}),
        },
      })),
    ];
  },
};
