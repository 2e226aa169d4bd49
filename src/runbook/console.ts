/**
 * A `console` fence: lines that begin `$ ` are commands, lines that begin `> ` directly below one continue it, all
 * others are the output that the commands print, in order. Without any output it is an ordinary step.
 */
import { blankExpectation } from './blank-block.ts';
import type { Expectation, Place } from './model.ts';

export function readConsole(value: string, place: Place): { script: string; expectation: Expectation | null } {
  const script: string[] = [];
  const lines: string[] = [];
  const at: number[] = [];
  let commanding = false;
  for (const [index, line] of value.split('\n').entries()) {
    commanding = line.startsWith('$ ') || line === '$' || (commanding && /^>( |$)/.test(line));
    if (commanding) script.push(line.slice(2));
    else {
      lines.push(line);
      at.push(place.line + 1 + index);
    }
  }
  const silent = lines.every((line) => line.trim() === '');
  return {
    script: `${script.join('\n')}\n`,
    expectation: silent ? null : { ...blankExpectation, ...place, lines, at },
  };
}
