/** Finds text that was probably meant as a placeholder: `[VERSOIN]`, `[version]`, `[SECONDS]`, `[...]`, `…`. */
import { nearest } from '../near.ts';
import type { LineElement } from './line-element.ts';
import { wouldMatch } from './near-miss.ts';
import { placeholderTypes } from './placeholders.ts';
import type { SeenLine } from './recorder.ts';

/** Other common names for the types. */
const OTHERS: readonly (readonly [name: string, others: string])[] = [
  ['DURATION', 'SECONDS SECS SEC MILLISECONDS MS MINUTES ELAPSED TIMESPAN'],
  ['NUMBER', 'FLOAT DECIMAL NUM DOUBLE REAL PERCENT SECONDS SECS SEC MILLISECONDS MS MINUTES BYTES'],
  ['INT', 'INTEGER DIGITS COUNT PID ID N YEAR'],
  ['DATETIME', 'TIMESTAMP DATE_TIME ISO8601'],
  ['SIZE', 'BYTES FILESIZE'],
  ['PATH', 'FILE FILENAME FOLDER DIR DIRECTORY'],
  ['HEX', 'HASH SHA SHA256 MD5 CHECKSUM COMMIT ID'],
  ['WORD', 'NAME USER USERNAME IDENTIFIER ID'],
  ['UUID', 'GUID ID'],
  ['IP', 'ADDRESS IPV4 IPV6 IP_ADDRESS'],
  ['HOST', 'HOSTNAME DOMAIN'],
  ['VERSION', 'VER SEMVER'],
  ['URL', 'LINK URI'],
  ['..', 'ANY ANYTHING TEXT STRING STR REST'],
];

const BRACKETS = /\[\s*(?:\w+\s*=\s*)?([A-Za-z][A-Za-z0-9_]*)\s*(?:[<>=!][^[\]]*)?\]/g;

/** `values`: the names that have a value. */
export function unknownHint(
  missing: readonly LineElement[],
  unmatched: readonly SeenLine[],
  values: ReadonlyMap<string, string>,
): string | null {
  for (const { raw, reads } of missing) {
    if (raw.trim() === '…') return 'The character … is plain text here; three full stops ... stand for any lines.';
    if (/^ *(?:\.\.|\.{4,}) *$/.test(raw))
      return `${raw.trim()} is plain text here; three full stops ... stand for any lines.`;
    if (raw.includes('[...]') || raw.includes('[…]'))
      return `${raw.includes('[...]') ? '[...]' : '[…]'} is plain text here; [..] stands for anything within a line.`;
    const used = new Set(
      reads.by === 'tokens' ? reads.tokens.flatMap((token) => ('type' in token ? token.source : [])) : [],
    );
    for (const [source, name = ''] of raw.matchAll(BRACKETS)) {
      const meant = used.has(source) || values.has(name) ? [] : meantBy(name);
      const placeholders = meant
        .map((type) => (type === '..' ? '[..]' : source.replace(/\s+/g, '').replace(name, type)))
        .filter((placeholder) => placeholder !== source);
      const placeholder =
        placeholders.find((one) => wouldMatch(raw.replace(source, one), unmatched, values)) ?? placeholders[0];
      if (placeholder !== undefined) return `${source} is plain text here; the placeholder is ${placeholder}.`;
    }
  }
  return null;
}

/** The types that were probably meant. A lower-case name must match exactly, because it is usually just a word. */
function meantBy(name: string): string[] {
  const [names, upper] = [[...placeholderTypes.keys()], name.toUpperCase()];
  if (names.includes(upper)) return [upper];
  if (name !== upper) return [];
  const others = OTHERS.filter(([, words]) => words.split(' ').includes(name)).map(([type]) => type);
  const near = others.length === 0 && name.length > 2 ? nearest(name, names) : null;
  return near === null ? others : [near];
}
