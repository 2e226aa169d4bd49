/** Packs the data of a page (page-data.ts) when the site is built. */
import { blankBlock, blankExpectation } from '../runbook/blank-block.ts';
import type { Block, Expectation } from '../runbook/model.ts';
import type { PackedBlock, PackedData, PackedExpectation, PageData } from './page-data.ts';

export function pack({ runbook, ...rest }: PageData): PackedData {
  const blank = { block: blankBlock, expectation: blankExpectation };
  return { ...rest, runbook: { ...runbook, blocks: runbook.blocks.map(packBlock) }, blank };
}

function packBlock(block: Block): PackedBlock {
  const { id, title, file, expectations } = block;
  const said = withoutBlanks<Block>({ ...block, script: '', help: null }, blankBlock);
  return { ...said, id, title, file, expectations: expectations.map(packExpectation) };
}

function packExpectation(expectation: Expectation): PackedExpectation {
  const said = withoutBlanks<Expectation>({ ...expectation, lines: [], at: [], help: null }, blankExpectation);
  return { ...said, file: expectation.file };
}

function withoutBlanks<T extends object>(value: T, blank: Partial<T>): Partial<T> {
  const blanks = new Map<string, unknown>(Object.entries(blank));
  const said = Object.entries(value).filter(
    ([name, field]) => JSON.stringify(field) !== JSON.stringify(blanks.get(name)),
  );
  return Object.fromEntries(said) as Partial<T>;
}
