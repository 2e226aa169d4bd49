/** Tells of variables that Innovation Engine would read from an .ini file beside a document, which Guidepost does not. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Warning } from '../../src/runbook/model.ts';
import { isForInnovationEngine } from '../../src/runbook/foreign/index.ts';
import type { Source } from '../../src/runbook/reading/parse.ts';

export function variablesBeside(sources: readonly Source[]): readonly Warning[] {
  return sources.flatMap(({ file, text }) => {
    const ini = file.replace(/\.mdx?$/, '.ini');
    if (ini === file || !isForInnovationEngine(text) || !existsSync(ini)) return [];
    const message = `Innovation Engine sets the variables of ${basename(ini)}, and Guidepost does not: write them in the front matter, as env:`;
    return [{ file, line: 1, message }];
  });
}
