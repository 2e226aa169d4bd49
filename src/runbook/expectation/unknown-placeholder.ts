/** Finds text that was probably meant as a placeholder: `[VERSOIN]`, `[version]`, `[SECONDS]`, `[...]`, `…`. */
import { nearest } from '../near.ts';
import type { LineElement } from './line-element.ts';
import { placeholderTypes } from './placeholders.ts';

/** Other common names for the types. */
const OTHERS: readonly (readonly [name: string, others: string])[] = [
  ['DURATION', 'SECONDS SECS SEC MILLISECONDS MS MINUTES ELAPSED TIMESPAN'],
  ['NUMBER', 'FLOAT DECIMAL NUM DOUBLE REAL PERCENT'],
  ['INT', 'INTEGER DIGITS COUNT PID ID N'],
  ['DATETIME', 'TIMESTAMP DATE_TIME ISO8601'],
  ['SIZE', 'BYTES FILESIZE'],
  ['PATH', 'FILE FILENAME FOLDER DIR DIRECTORY'],
  ['HEX', 'HASH SHA SHA256 MD5 CHECKSUM COMMIT'],
  ['WORD', 'NAME USER USERNAME IDENTIFIER'],
  ['UUID', 'GUID'],
  ['IP', 'ADDRESS IPV4 IPV6 IP_ADDRESS'],
  ['HOST', 'HOSTNAME DOMAIN'],
  ['VERSION', 'VER SEMVER'],
  ['URL', 'LINK URI'],
  ['..', 'ANY ANYTHING TEXT STRING STR REST'],
];

const BRACKETS = /\[\s*(?:\w+\s*=\s*)?([A-Za-z][A-Za-z0-9_]*)\s*(?:[<>=!][^[\]]*)?\]/g;

/** `values`: the names that have a value. */
export function unknownHint(missing: readonly LineElement[], values: ReadonlyMap<string, string>): string | null {
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
      const meant = used.has(source) || values.has(name) ? null : meantBy(name);
      const placeholder = meant && source.replace(/\s+/g, '').replace(name, meant);
      if (placeholder !== null && placeholder !== source)
        return `${source} is plain text here; the placeholder is ${meant === '..' ? '[..]' : placeholder}.`;
    }
  }
  return null;
}

/** The type that was probably meant. A lower-case name must match exactly, because it is usually just a word. */
function meantBy(name: string): string | null {
  const [names, upper] = [[...placeholderTypes.keys()], name.toUpperCase()];
  if (names.includes(upper)) return upper;
  if (name !== upper) return null;
  const other = OTHERS.find(([, others]) => others.split(' ').includes(name))?.[0];
  return other ?? (name.length > 2 ? nearest(name, names) : null);
}
