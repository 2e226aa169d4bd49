/**
 * The data that a page contains besides its text: the guide, without what the page shows anyway. It is packed: fields
 * with their default value are left out, and restored in the browser from the defaults, which are sent once.
 */
import type { blankBlock, blankExpectation } from '../runbook/blank-block.ts';
import type { Block, Expectation, Runbook } from '../runbook/model.ts';

export interface PageData {
  readonly runbook: Runbook;
  /** The hashes of the blocks as the reader sees them, by block id; sent back with a run. */
  readonly hashes: Readonly<Record<string, string>>;
  /** The addresses of the guide's pages, by slug. */
  readonly addresses: Readonly<Record<string, string>>;
  /** The base path of the site, ending in `/`. */
  readonly base: string;
}

export interface PackedData extends Omit<PageData, 'runbook'> {
  readonly runbook: Omit<Runbook, 'blocks'> & { readonly blocks: readonly PackedBlock[] };
  readonly blank: { readonly block: typeof blankBlock; readonly expectation: typeof blankExpectation };
}

export type PackedExpectation = Partial<Expectation> & Pick<Expectation, 'file'>;
export type PackedBlock = Partial<Omit<Block, 'expectations'>> &
  Pick<Block, 'id' | 'title' | 'file'> & { readonly expectations: readonly PackedExpectation[] };

/** Restores the data, which does not contain scripts and expected lines. */
export function unpack({ runbook, blank, ...rest }: PackedData): PageData {
  const blocks = runbook.blocks.map((block) => ({
    ...blank.block,
    ...block,
    expectations: block.expectations.map((expectation) => ({ ...blank.expectation, ...expectation })),
  }));
  return { ...rest, runbook: { ...runbook, blocks } };
}
