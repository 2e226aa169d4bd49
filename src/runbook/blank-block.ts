import type { Block, Expectation } from './model.ts';

/** A step that does nothing and stands nowhere: what stands in for a block of which only some facts are known. */
export const blankBlock: Omit<Block, 'id' | 'title' | 'file'> = {
  line: 0,
  kind: 'step',
  page: 'index',
  language: 'bash',
  with: null,
  script: '',
  options: [],
  only: null,
  uses: [],
  cwd: null,
  timeout: 0,
  needs: [],
  confirm: null,
  ready: null,
  tty: false,
  retry: 0,
  os: null,
  undo: null,
  help: null,
  expectations: [],
};

/** A check that asks for nothing but success. */
export const blankExpectation: Omit<Expectation, 'file'> = {
  line: 0,
  format: 'text',
  lines: [],
  at: [],
  exit: 0,
  within: null,
  every: null,
  unordered: false,
  never: false,
  exact: false,
  stream: 'both',
  help: null,
};
