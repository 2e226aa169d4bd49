/** Prints the bytes of an output as lines, each once it is whole. */
import { plain } from '../../report/plain-text.ts';
import type { Io } from '../io.ts';

export interface LinePrinter {
  push(bytes: Uint8Array): void;
  /** Prints a last line that has no end. */
  end(): void;
}

export function openLinePrinter(io: Io): LinePrinter {
  const decoder = new TextDecoder();
  let rest = '';
  const print = (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) io.out(`    │ ${plain(line)}\n`);
  };
  return {
    push: (bytes) => print(decoder.decode(bytes, { stream: true })),
    end() {
      print(decoder.decode());
      if (rest !== '') print('\n');
    },
  };
}
