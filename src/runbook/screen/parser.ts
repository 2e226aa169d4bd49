/**
 * Splits the output for a terminal into text and commands (ECMA-48, with the states of xterm). The input may be cut
 * anywhere; only the state and the parameters of a sequence are kept. A string (OSC, DCS, SOS, PM, APC) is dropped.
 * Unlike in a terminal, it ends at the end of its line, so that an unfinished one does not swallow the output.
 */
export interface Commands {
  print(text: string): void;
  /** C0 and C1: CR, LF, BS, TAB … */
  control(code: number): void;
  /** `ESC x`. */
  escape(final: string): void;
  /** `CSI parameters x`; the parameters include the sign of a private sequence. */
  csi(final: string, parameters: string): void;
}

/** `title`: an OSC string, which BEL ends as well. `ignored`: the rest of an unsupported sequence. */
type State = 'text' | 'escape' | 'intermediate' | 'csi' | 'ignored' | 'string' | 'title';

const BEL = 7;
const LF = 10;
const CAN = 0x18;
const SUB = 0x1a;
const ESC = 0x1b;
const DEL = 0x7f;
/** The longest parameters that are read; more than any sequence of colors needs. */
const PARAMETERS = 256;
const OPENERS: Readonly<Record<number, State>> = { 0x90: 'string', 0x98: 'string', 0x9b: 'csi', 0x9d: 'title' };

export interface Parser {
  read(text: string): void;
  /** Whether no sequence is unfinished. */
  isText(): boolean;
}

export function openParser(commands: Commands): Parser {
  let state: State = 'text';
  let parameters = '';

  return {
    isText: () => state === 'text',
    read(text) {
      for (let at = 0; at < text.length; at += 1) {
        if (state === 'text') {
          const from = at;
          while (at < text.length && isPrinted(text.charCodeAt(at))) at += 1;
          if (at > from) commands.print(text.slice(from, at));
          if (at === text.length) return;
        }
        take(text.charCodeAt(at));
      }
    },
  };

  function take(code: number): void {
    if (code === ESC) state = 'escape';
    else if (code === CAN || code === SUB) state = 'text';
    else if (code >= 0x80 && code <= 0x9f) readC1(code);
    else if (state === 'string' || state === 'title') {
      if (code === LF || (code === BEL && state === 'title')) state = 'text';
      if (code === LF) commands.control(code);
    } else if (code < 0x20) commands.control(code);
    else if (code !== DEL) readSequence(code);
    if (code === ESC || code === 0x9b) parameters = '';
  }

  /** Reads an eight-bit control character, which ends an unfinished sequence. */
  function readC1(code: number): void {
    state = OPENERS[code] ?? (code === 0x9e || code === 0x9f ? 'string' : 'text');
    if (state === 'text') commands.escape(String.fromCharCode(code - 0x40));
  }

  function readSequence(code: number): void {
    const character = String.fromCharCode(code);
    if (code > 0x7e) state = 'text';
    else if (code < 0x30) state = state === 'csi' ? 'ignored' : state === 'escape' ? 'intermediate' : state;
    else if (state === 'escape') readEscape(code, character);
    else if (state === 'intermediate' || (state === 'ignored' && code >= 0x40)) state = 'text';
    else if (code >= 0x40) {
      state = 'text';
      commands.csi(character, parameters);
    } else if (state === 'csi' && parameters.length < PARAMETERS) parameters += character;
  }

  /** `[` CSI, `]` OSC, `P` DCS, `X` SOS, `^` PM, `_` APC. */
  function readEscape(code: number, character: string): void {
    if ('[]PX^_'.includes(character)) readC1(code + 0x40);
    else {
      state = 'text';
      commands.escape(character);
    }
  }
}

function isPrinted(code: number): boolean {
  return code >= 0x20 && (code < DEL || code > 0x9f);
}
