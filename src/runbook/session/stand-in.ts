/** Stands for a block that the guide no longer has, or whose guide is not found, by what its run tells. */
import { blankBlock, blankExpectation } from '../blank-block.ts';
import type { Block } from '../model.ts';
import type { RunView } from './run-view.ts';

/** It has a check for each verdict, whose exit code nobody knows, and is a service if it was ready. */
export function standIn({ block, verdicts, readyAt }: RunView): Block {
  return {
    ...blankBlock,
    id: block,
    title: block,
    file: '',
    kind: readyAt === null ? 'step' : 'service',
    expectations: [...verdicts.keys()].map(() => ({ ...blankExpectation, file: '', exit: 'any' })),
  };
}
