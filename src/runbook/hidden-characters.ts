import { RunbookError } from './error.ts';
import type { Place } from './model.ts';

/** What you see is what runs: bidirectional controls, zero-width and control characters (but tab) are refused in code. */
export function refuseHiddenCharacters(code: string, place: Place): void {
  for (const [index, line] of code.split('\n').entries()) {
    const found = HIDDEN.exec(line);
    if (!found) continue;
    const name = `U+${(found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    throw new RunbookError(
      { ...place, line: place.line + 1 + index },
      `an invisible character (${name}) stands at column ${found.index + 1}; delete it, or write it as an escape such as $'\\u${name.slice(2)}'`,
    );
  }
}

const HIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB]|[\u{E0000}-\u{E0FFF}]/u;
