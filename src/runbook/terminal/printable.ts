/**
 * What may leave us for a terminal or a report: characters, line ends, tabs, and colors (SGR) where they are wanted. All
 * other control characters and escape sequences, in both of their spellings, are taken out, their content with them.
 */

/** Colors stay. */
export function printable(text: string): string {
  return CONTROL.test(text) ? text.replaceAll(SEQUENCE, (found) => (COLOR.test(found) ? found : '')) : text;
}

/** For a file that somebody opens with something else than a terminal. */
export function withoutControls(text: string): string {
  return CONTROL.test(text) ? text.replaceAll(SEQUENCE, '') : text;
}

// oxlint-disable no-control-regex -- they are what this is about

const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;
const COLOR = /^\u001B\[[\d;:]*m$/;

/** A string that is not closed takes what follows on its line, as it would on a terminal. */
const STRING = String.raw`(?:\u001B[PX\]^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)?`;
const CSI = String.raw`(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?`;
const ESCAPE = String.raw`\u001B[ -/]*[0-~]?`;
const REST = String.raw`\r(?!\n)|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]`;
const SEQUENCE = new RegExp([STRING, CSI, ESCAPE, REST].join('|'), 'g');
