/**
 * Reads YAML. The library reports oddities such as an unknown tag as a warning of the process. Node prints such a
 * warning with a part of the text, and an escape sequence in it would reach the terminal; so no warnings here.
 */
import { type Document, type LineCounter, parse, parseDocument } from 'yaml';

const QUIET = { logLevel: 'error' } as const;

/** Throws if the text is not YAML. */
export function readYaml(text: string): unknown {
  return parse(text, QUIET);
}

/** With the places of its parts, and its errors in a list. */
export function readYamlDocument(text: string, lineCounter: LineCounter): Document {
  return parseDocument(text, { ...QUIET, lineCounter });
}
