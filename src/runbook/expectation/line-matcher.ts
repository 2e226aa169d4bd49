/** Matches one line of a check with one line of output, for many sets of captures at once, searching only once. */
import { bind } from './captures.ts';
import type { Captures } from './captures.ts';
import { matchLine } from './line.ts';
import type { LineElement } from './line-element.ts';

export interface LineMatcher {
  /** Whether the line captures something. */
  readonly captures: boolean;
  /**
   * Returns each given set, extended in every way in which the line can match; the list itself if nothing is captured.
   */
  match(line: string, cut: boolean, ways: readonly Captures[]): readonly Captures[];
}

export function openLineMatcher(element: LineElement, known: Captures): LineMatcher {
  const tokens = element.reads.by === 'tokens' ? element.reads.tokens : [];
  const names = tokens.flatMap((token) => (token.is === 'typed' && token.capture !== null ? [token.capture] : []));
  const isDependent = tokens.some(({ is }) => is === 'reuse');

  return {
    captures: names.length > 0,
    match(line, cut, ways) {
      if (isDependent) return ways.flatMap((captures) => matchLine(element, line, cut, captures) ?? []);
      const found = matchLine(element, line, cut, known);
      if (found === null) return [];
      if (names.length === 0) return ways;
      return ways.flatMap((captures) => found.map((own) => addOwn(captures, own)));
    },
  };

  function addOwn(captures: Captures, own: Captures): Captures {
    return names.reduce((all, name) => {
      const value = own.values.get(name);
      return value === undefined || own === known ? all : bind(all, name, value);
    }, captures);
  }
}
