/**
 * Removes control characters from text for a terminal or a report. Characters, line ends, tabs and, if wanted, colors
 * (SGR) stay. All other control characters and escape sequences are removed with their content, in their seven-bit and
 * eight-bit forms.
 */

/** For a terminal: colors stay. */
export function printable(text: string): string {
  return CONTROL.test(text) ? text.replaceAll(SEQUENCE, (found) => (COLOR.test(found) ? found : '')) : text;
}

/** For a file, which may be opened with anything: colors are removed, too. */
export function withoutControls(text: string): string {
  return CONTROL.test(text) ? text.replaceAll(SEQUENCE, '') : text;
}

// oxlint-disable no-control-regex -- control characters are the subject of this file

const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;
const COLOR = /^\u001B\[[\d;:]*m$/;

/** A string that is not closed includes the rest of its line. */
const STRING = String.raw`(?:\u001B[PX\]^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)?`;
const CSI = String.raw`(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]?`;
const ESCAPE = String.raw`\u001B[ -/]*[0-~]?`;
const REST = String.raw`\r(?!\n)|[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]`;
const SEQUENCE = new RegExp([STRING, CSI, ESCAPE, REST].join('|'), 'g');
