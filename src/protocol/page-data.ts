/**
 * What travels in a page besides its text: the guide's shape, without what the page shows anyway, and packed: a field
 * that says nothing is left out, and put back in the browser from the blank ones, which travel too.
 */
import type { blankBlock, blankExpectation } from '../runbook/blank-block.ts';
import type { Block, Expectation, Runbook } from '../runbook/model.ts';

export interface PageData {
  readonly runbook: Runbook;
  /** By block id: what the reader sees on the site, sent back with a run. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Where the guide stands on the site, by page slug. */
  readonly addresses: Readonly<Record<string, string>>;
  /** The path below which the site stands, `/` at its end. */
  readonly base: string;
}

export interface PackedData extends Omit<PageData, 'runbook'> {
  readonly runbook: Omit<Runbook, 'blocks'> & { readonly blocks: readonly PackedBlock[] };
  readonly blank: { readonly block: typeof blankBlock; readonly expectation: typeof blankExpectation };
}

export type PackedExpectation = Partial<Expectation> & Pick<Expectation, 'file'>;
export type PackedBlock = Partial<Omit<Block, 'expectations'>> &
  Pick<Block, 'id' | 'title' | 'file'> & { readonly expectations: readonly PackedExpectation[] };

/** The scripts and expected lines are not in it. */
export function unpack({ runbook, blank, ...rest }: PackedData): PageData {
  const blocks = runbook.blocks.map((block) => ({
    ...blank.block,
    ...block,
    expectations: block.expectations.map((expectation) => ({ ...blank.expectation, ...expectation })),
  }));
  return { ...rest, runbook: { ...runbook, blocks } };
}
