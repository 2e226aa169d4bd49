import type { Runbook } from './model.ts';

/** A guide without pages and blocks, for guides of which only some facts are known. */
export const blankRunbook: Omit<Runbook, 'id' | 'title'> = {
  description: '',
  overview: { needs: [], costs: [], changes: [] },
  pages: [],
  inputs: [],
  groups: [],
  env: {},
  cwd: null,
  practice: null,
  folder: null,
  tags: [],
  warnings: [],
  blocks: [],
};
