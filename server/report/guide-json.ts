import { isStep } from '../../src/runbook/session/steps.ts';
import type { Block, Runbook } from '../../src/runbook/model.ts';

/** A guide as data for other programs: its option groups, and a flat list of its blocks in reading order. */
export function guideJson({ runbook, hashes }: { runbook: Runbook; hashes: ReadonlyMap<string, string> }) {
  const { id, title, description, overview, inputs, groups, pages, practice, blocks } = runbook;
  return {
    id,
    title,
    description,
    ...overview,
    inputs,
    options: groups,
    pages,
    practice: practice !== null,
    blocks: blocks.map((block) => ({
      ...blockJson(block, hashes.get(block.id) ?? null),
      step: isStep(runbook, block),
    })),
  };
}

function blockJson(block: Block, hash: string | null) {
  const { id, kind, title, page, file, line, language, script, options, expectations, ...rest } = block;
  const innermost = options.at(-1);
  return {
    id,
    kind,
    title,
    page,
    file,
    line,
    language,
    script,
    option: innermost ? `${innermost.group}=${innermost.option}` : null,
    options,
    expectation: expectations[0] ?? null,
    expectations,
    ...rest,
    hash,
  };
}
