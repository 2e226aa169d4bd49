/**
 * Prints the bytes of an output as lines, each as soon as the program begins the next one. If the program moves the
 * cursor, a line is printed only when it has left the screen, because until then it may be overwritten.
 */
import { openNormaliser } from '../../../src/runbook/expectation/index.ts';
import { ROWS } from '../../../src/runbook/screen/screen-buffer.ts';
import type { Io } from '../io.ts';

export interface LinePrinter {
  push(bytes: Uint8Array): void;
  /** Prints the remaining lines, including a last one without a line end. */
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
