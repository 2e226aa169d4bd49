import { RunbookError } from '../../src/runbook/error.ts';
import type { Block, Runbook } from '../../src/runbook/model.ts';
import { parse } from '../../src/runbook/reading/parse.ts';

/** Parses one page. `'''` stands for a fence's three backticks, so that guides read well inside template texts. */
export function guide(text: string, file = 'guide.mdx'): Runbook {
  return parse('guide', [{ slug: 'index', file, text: text.replaceAll("'''", '```') }]);
}

export function onlyBlock(text: string, file?: string): Block {
  const [block, ...others] = guide(text, file).blocks;
  if (!block || others.length > 0) throw new Error(`expected one block, found ${others.length + (block ? 1 : 0)}`);
  return block;
}

/** A fence by which a document is known to be written for Guidepost. */
export const OURS = "\n\n'''bash probe\ntrue\n'''\n";

/** The author error that a text causes in a document that is written for Guidepost, as `file:line: message`. */
export function mistake(text: string, file?: string): string {
  try {
    guide(text, file);
    guide(text + OURS, file);
  } catch (error) {
    if (error instanceof RunbookError) return String(error);
    throw error;
  }
  throw new Error('the guide was accepted');
}
