/** Reads the text of a fence: a script, or a pasted terminal session. */
import { type DialogBlock, readDialogBlock } from '../dialog-block.ts';
import { isSession, readSessionWords } from '../fence/index.ts';
import type { Place } from '../model.ts';

interface Content extends DialogBlock {
  /** `console` for a pasted session, whatever the fence says. */
  readonly language: string | null;
}

/** `language` is null for a fence that is not a script. */
export function readContent(language: string | null, value: string, place: Place, meta = ''): Content {
  if (language !== null && isSession(language, value)) {
    const { of: _of, ...words } = readSessionWords(meta, place);
    const { expectation, ...block } = readDialogBlock(value, place);
    return { language: 'console', ...block, expectation: expectation && { ...expectation, ...words } };
  }
  return { language, script: `${value}\n`, typed: false, echoes: [], expectation: null };
}
