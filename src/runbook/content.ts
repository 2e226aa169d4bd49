/** What the text of a fence is to its block: a script, or a pasted terminal session. */
import { type DialogBlock, readDialogBlock } from './dialog-block.ts';
import { isSession, readSessionWords } from './fence/index.ts';
import type { Place } from './model.ts';

interface Content extends DialogBlock {
  /** A pasted session is a `console` fence, whatever its author calls it. */
  readonly language: string | null;
}

/** `language` is null for what is no script. */
export function readContent(language: string | null, value: string, place: Place, meta = ''): Content {
  if (language !== null && isSession(language, value)) {
    const { of: _of, ...words } = readSessionWords(meta, place);
    const { expectation, ...block } = readDialogBlock(value, place);
    return { language: 'console', ...block, expectation: expectation && { ...expectation, ...words } };
  }
  return { language, script: `${value}\n`, typed: false, echoes: [], expectation: null };
}
