/** What the text of a fence is to its block: a script, or a pasted terminal session. */
import { type DialogBlock, readDialogBlock } from './dialog-block.ts';
import { isSession } from './fence/index.ts';
import type { Place } from './model.ts';

interface Content extends DialogBlock {
  /** A pasted session is a `console` fence, whatever its author calls it. */
  readonly language: string | null;
}

/** `language` is null for what is no script. */
export function readContent(language: string | null, value: string, place: Place): Content {
  if (language !== null && isSession(language, value)) return { language: 'console', ...readDialogBlock(value, place) };
  return { language, script: `${value}\n`, typed: false, expectation: null };
}
