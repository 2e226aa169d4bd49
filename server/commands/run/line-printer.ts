/**
 * Prints the bytes of an output as lines, each once the program has gone on to the next one. Of a program that draws, a
 * line is printed once it has left the screen: before that it may be drawn anew.
 */
import { openNormaliser } from '../../../src/runbook/expectation/index.ts';
import { ROWS } from '../../../src/runbook/terminal/sheet.ts';
import type { Io } from '../io.ts';

export interface LinePrinter {
  push(bytes: Uint8Array): void;
  /** Prints what is left, and a last line that has no end. */
  end(): void;
}

export function openLinePrinter(io: Io): LinePrinter {
  const held: string[] = [];
  const normaliser = openNormaliser(
    false,
    {
      take(line) {
        held.push(line);
        print(normaliser.draws() ? ROWS : 0);
        return true;
      },
      takeBack: (count) => held.splice(-count),
    },
    Infinity,
  );

  function print(kept: number) {
    for (const line of held.splice(0, Math.max(0, held.length - kept))) io.out(`    │ ${line}\n`);
  }

  return {
    push: (bytes) => normaliser.push(bytes),
    end() {
      normaliser.end();
      print(0);
    },
  };
}
