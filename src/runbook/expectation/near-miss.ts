/** Finds a slip in the language of checks: without it the line would match, which is tried before it is said. */
import { openCaptures } from './captures.ts';
import { matchLine } from './line.ts';
import type { LineElement } from './line-element.ts';
import { parseLine } from './pattern.ts';
import { placeholderTypes } from './placeholders.ts';
import type { SeenLine } from './recorder.ts';
import { PlaceholderError } from './tokens.ts';

interface Slip {
  readonly found: RegExp;
  /** The line as it was meant; a replacement of what was found. */
  readonly meant: string;
  readonly says: (found: string, meant: string) => string;
}

const types = [...placeholderTypes.keys()].join('|');
const isText = (found: string, meant: string) => `${found} is plain text here; the placeholder is ${meant}.`;
const isGap = (found: string) => `${found} is plain text here; [..] stands for anything within a line.`;

const SLIPS: readonly Slip[] = [
  { found: new RegExp(String.raw`\[(${types})=([^=<>][^\]]*)\]`), meant: '[$1==$2]', says: isText },
  { found: new RegExp(String.raw`\[(${types})=([<>])([^\]]+)\]`), meant: '[$1$2=$3]', says: isText },
  { found: new RegExp(String.raw`\[(${types}) *: *(\w+)\]`), meant: '[$2=$1]', says: isText },
  { found: new RegExp(String.raw`\[(\w+) *: *(${types})\]`), meant: '[$1=$2]', says: isText },
  { found: new RegExp(String.raw`(?:\{\{?|<|\$\{?|%) *(${types}) *(?:\}\}?|>|%)?`), meant: '[$1]', says: isText },
  { found: /\[(?:\.|\.{4,}|\*|\?)\]|\{\.{2,3}\}|<\.{2,3}>|\.{3}|…/, meant: '[..]', says: isGap },
  { found: /(?<![\w*])\*(?![\w*])/, meant: '[..]', says: isGap },
  {
    found: /(?<! )\(([?*+]|re)\)$/,
    meant: ' ($1)',
    says: (found) => `${found} is plain text here; it needs a space before it.`,
  },
  {
    found: /$/,
    meant: ' (re)',
    says: () => 'The line matches as a regular expression: write (re) at its end, after a space.',
  },
];

const REGEX = /\\[dDwWsSb.]|[.\])][*+]|^\^|\$$|\|/;

export function nearMiss(
  missing: readonly LineElement[],
  unmatched: readonly SeenLine[],
  values: ReadonlyMap<string, string>,
): string | null {
  const [line] = missing;
  if (line === undefined || line.reads.by === 'regex') return null;
  for (const { found, meant, says } of SLIPS) {
    const [source] = found.exec(line.raw) ?? [];
    if (source === undefined || (source === '' && !REGEX.test(line.raw))) continue;
    if (wouldMatch(line.raw.replace(found, meant), unmatched, values))
      return says(source, source.replace(found, meant));
  }
  return null;
}

/** Whether a line of a check would match one of these. */
export function wouldMatch(raw: string, lines: readonly SeenLine[], values: ReadonlyMap<string, string>): boolean {
  const known = openCaptures(values);
  return parsed(raw).some((element) =>
    lines.slice(0, TRIED).some(({ text }) => matchLine(element, text, false, known) !== null),
  );
}

/** How many lines of the output are tried. */
const TRIED = 100;

function parsed(raw: string): readonly LineElement[] {
  try {
    return parseLine(raw, { line: 1, number: 1 }, false).filter((element) => element.kind !== 'gap');
  } catch (error) {
    if (error instanceof PlaceholderError) return [];
    throw error;
  }
}
