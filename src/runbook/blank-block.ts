import { readBlockWords, readCheckWords } from './fence/index.ts';
import type { Block, Expectation } from './model.ts';

const nowhere = { file: '', line: 0 };
const { id: _id, title: _title, ...blockWords } = readBlockWords('bash', '', nowhere);
const { of: _of, ...checkWords } = readCheckWords('text', '', nowhere);

/** The defaults of a block, for blocks of which only some facts are known. */
export const blankBlock: Omit<Block, 'id' | 'title' | 'file'> = {
  ...blockWords,
  tool: null,
  change: null,
  line: 0,
  page: 'index',
  language: 'bash',
  script: '',
  typed: false,
  echoes: [],
  options: [],
  only: null,
  uses: [],
  timeout: 0,
  stop: 3000,
  help: null,
  expectations: [],
};

/** The defaults of a check. */
export const blankExpectation: Omit<Expectation, 'file'> = {
  ...checkWords,
  line: 0,
  lines: [],
  at: [],
  help: null,
  tool: null,
  unchecked: null,
};
