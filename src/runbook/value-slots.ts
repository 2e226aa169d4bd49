/** Where in a block's code a reader's value can stand in place of its name, as Copy fills it in (fill.ts). */
import { readDialog } from './dialog.ts';
import { fillable } from './fill.ts';

type Slots = ReturnType<typeof fillable>;

const SHELLS = ['bash', 'sh', 'shell', 'zsh', 'console'];

export function valueSlots(language: string, code: string): Slots {
  if (!SHELLS.includes(language) || !code.includes('$')) return [];
  return language === 'console' ? slotsInDialog(code) : fillable(code);
}

/** The typed lines form one script; each of them follows a prompt. */
function slotsInDialog(code: string): Slots {
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
