/** The lines with text that was reported neither as left nor as lost; reported when they are overwritten or erased. */
export interface UnseenLines {
  add(line: number): void;
  /** The line was reported otherwise. */
  delete(line: number): void;
  /** The line is overwritten or erased now. */
  lose(line: number, text: () => string): void;
  /** Forgets lines that are no longer kept. */
  shift(by: number): void;
}

/** Does nothing if `lost` is undefined. */
export function openUnseenLines(lost: ((text: string) => void) | undefined): UnseenLines {
  let lines = new Set<number>();
  return {
    add: (line) => void (lost && lines.add(line)),
    delete: (line) => void lines.delete(line),
    lose: (line, text) => void (lines.delete(line) && lost?.(text())),
    shift(by) {
      lines = new Set([...lines].map((line) => line + by).filter((line) => line >= 0));
    },
  };
}
