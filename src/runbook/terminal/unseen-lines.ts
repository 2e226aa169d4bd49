/** The lines in which text stands that was told neither as left nor as lost: told when they are written over or erased. */
export interface UnseenLines {
  add(line: number): void;
  /** It was told otherwise. */
  delete(line: number): void;
  /** It goes now. */
  lose(line: number, text: () => string): void;
  shift(by: number): void;
}

/** `lost` undefined: nobody wants to know. */
export function openUnseenLines(lost: ((text: string) => void) | undefined): UnseenLines {
  let lines = new Set<number>();
  return {
    add: (line) => void (lost && lines.add(line)),
    delete: (line) => void lines.delete(line),
    lose: (line, text) => void (lines.delete(line) && lost?.(text())),
    shift(by) {
      lines = new Set([...lines].map((line) => line + by));
    },
  };
}
