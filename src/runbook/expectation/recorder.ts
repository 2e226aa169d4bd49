/**
 * Records lines of an output, to explain a failure: the first, the last, and those after the last line that matched.
 */
export interface Recorder {
  add(line: string): void;
  total(): number;
  /** Removes the lines after the first `total`. */
  takeBack(total: number): void;
  /** Marks the last line as matched: it is kept, and the lines after it are those to search. */
  mark(): void;
  seen(): Seen;
}

/** Lines of the output in order, numbered from 1; there may be gaps between them. */
export interface Seen {
  readonly lines: readonly SeenLine[];
  readonly total: number;
}

export interface SeenLine {
  readonly number: number;
  readonly text: string;
}

/** How many lines are kept at the beginning, at the end, and after the last match; and how many characters of each. */
const KEPT = 300;
const LENGTH = 2000;

/** `lines`: the number of lines in the check, of which each can match, and be printed after one that is wrong. */
export function openRecorder(lines: number): Recorder {
  let head: SeenLine[] = [];
  const tail: (SeenLine | undefined)[] = [];
  let steps: SeenLine[] = [];
  let since: SeenLine[] = [];
  let total = 0;

  return {
    add(line) {
      total += 1;
      const seen = { number: total, text: line.length > LENGTH ? line.slice(0, LENGTH) : line };
      if (head.length < KEPT) head.push(seen);
      if (since.length < KEPT + lines) since.push(seen);
      tail[total % KEPT] = seen;
    },
    total: () => total,
    takeBack(to) {
      const stays = ({ number }: SeenLine) => number <= to;
      [head, steps, since] = [head.filter(stays), steps.filter(stays), since.filter(stays)];
      for (; total > to; total -= 1) tail[total % KEPT] = undefined;
    },
    mark() {
      const last = tail[total % KEPT];
      if (last !== undefined) steps.push(last);
      since = [];
    },
    seen() {
      const byNumber = new Map(
        [...head, ...steps, ...since, ...tail.filter((line) => line !== undefined)].map((line) => [line.number, line]),
      );
      return { lines: [...byNumber.values()].toSorted((a, b) => a.number - b.number), total };
    },
  };
}
