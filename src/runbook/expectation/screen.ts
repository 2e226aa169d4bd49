/**
 * One line as a terminal would show it: text overwrites from the cursor on, `\r` and backspace move the cursor, escape
 * sequences vanish. Of these only the two that programs redraw a line with are obeyed: erase in line (`ESC[K`) and
 * move to column (`ESC[G`). A sequence ends with its line at the latest, so an unfinished one never swallows output.
 */
export interface Screen {
  write(part: string): void;
  text(): string;
  isCut(): boolean;
}

/** CSI `ESC[…x`; string: OSC, DCS, SOS, PM, APC up to BEL or ST; two-byte: `ESC x`, `ESC ( x`. */
type Reading = 'text' | 'escape' | 'intermediate' | 'csi' | 'string' | 'string-escape';

const BEL = 7;
const BACKSPACE = 8;
const CR = 13;
const ESC = 27;
const CSI = 0x9b;
const ST = 0x9c;
/** Longest parameters of a CSI that are looked at; a longer sequence is removed all the same. */
const PARAMETERS = 16;

export function openScreen(start: string, limit: number): Screen {
  let units = new Uint16Array(Math.max(256, start.length * 2));
  let length = 0;
  let cursor = 0;
  let cut = false;
  let reading: Reading = 'text';
  let parameters = '';

  for (let at = 0; at < start.length; at += 1) put(start.charCodeAt(at));

  return {
    write(part) {
      for (let at = 0; at < part.length; at += 1) read(part.charCodeAt(at));
    },
    text: () => decode(units.subarray(0, length)),
    isCut: () => cut,
  };

  function read(code: number): void {
    switch (reading) {
      case 'text':
        return readText(code);
      case 'escape':
        reading = afterEscape(code);
        parameters = '';
        return;
      case 'intermediate':
        if (code < 0x20 || code > 0x2f) reading = 'text';
        return;
      case 'csi':
        return readCsi(code);
      case 'string':
        if (code === ESC) reading = 'string-escape';
        else if (code === BEL || code === ST) reading = 'text';
        return;
      case 'string-escape':
        reading = code === ESC ? 'string-escape' : code === 0x5c ? 'text' : 'string';
    }
  }

  function readText(code: number): void {
    if (code === ESC) reading = 'escape';
    else if (code === CSI) {
      reading = 'csi';
      parameters = '';
    } else if (code === CR) cursor = 0;
    else if (code === BACKSPACE) cursor = Math.max(0, cursor - 1);
    else if (code !== BEL && code !== 0) put(code);
  }

  function readCsi(code: number): void {
    if (code >= 0x40 && code <= 0x7e) {
      reading = 'text';
      if (code === 0x4b) erase(parameters);
      else if (code === 0x47) moveTo(Number(parameters || '1') - 1);
    } else if (code === ESC) reading = 'escape';
    else if (code < 0x20 || code > 0x3f) {
      reading = 'text';
      readText(code);
    } else if (parameters.length < PARAMETERS) parameters += String.fromCharCode(code);
  }

  function put(code: number): void {
    if (cursor >= limit) {
      cut = true;
      return;
    }
    if (cursor >= units.length) {
      const wider = new Uint16Array(Math.min(limit, units.length * 4));
      wider.set(units);
      units = wider;
    }
    units[cursor] = code;
    cursor += 1;
    if (cursor > length) length = cursor;
  }

  /** Erasing the whole line also moves to its start: what programs mean, and no blanks are left before the text. */
  function erase(what: string): void {
    if (what === '2') cursor = 0;
    if (what !== '1') length = Math.min(length, cursor);
  }

  function moveTo(column: number): void {
    if (!Number.isInteger(column) || column < 0) return;
    cursor = Math.min(column, length);
  }
}

function afterEscape(code: number): Reading {
  if (code === 0x5b) return 'csi';
  // ] OSC, P DCS, X SOS, ^ PM, _ APC
  if (code === 0x5d || code === 0x50 || code === 0x58 || code === 0x5e || code === 0x5f) return 'string';
  if (code === ESC) return 'escape';
  return code >= 0x20 && code <= 0x2f ? 'intermediate' : 'text';
}

/** In pieces: a call takes only so many arguments. */
function decode(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += 4096) text += String.fromCharCode(...units.subarray(at, at + 4096));
  return text;
}
