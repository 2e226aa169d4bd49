/** What travels in a page besides its text: the guide's shape, without what the page shows anyway. */
import type { Block, Runbook } from './model.ts';

export interface PageData {
  readonly runbook: Runbook;
  /** By block id: what the reader sees on the site, sent back with a run. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Where the guide stands on the site, by page slug. */
  readonly addresses: Readonly<Record<string, string>>;
  /** The path below which the site stands, `/` at its end. */
  readonly base: string;
}

/** A runbook whose scripts and expected lines are left out. */
export function slim(runbook: Runbook): Runbook {
  return { ...runbook, blocks: runbook.blocks.map(slimBlock) };
}

function slimBlock(block: Block): Block {
  const expectations = block.expectations.map((expectation) => ({ ...expectation, lines: [], at: [], help: null }));
  return { ...block, script: '', help: null, expectations };
}
