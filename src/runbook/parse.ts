/**
 * Markdown or MDX text → Runbook, or RunbookError with file and line. The one parser of Guidepost: site, runner and
 * CLI all read guides through it. Fences are specified in fence/, front matter in front-matter.ts, choices in
 * choices.ts.
 */
import { mergeGroups } from './choices.ts';
import { link } from './link.ts';
import type { Block, Runbook } from './model.ts';
import { readPage, type Source } from './page.ts';

export type { Source } from './page.ts';

const STEP_TIMEOUT = 10 * 60_000;
const SERVICE_TIMEOUT = 60_000; // to be ready, not to end

/** Reads all pages of one guide, the index first. Throws RunbookError at the first mistake of the author. */
export function parse(id: string, sources: readonly [Source, ...Source[]]): Runbook {
  const index = readPage(sources[0], id);
  const pages = [index, ...sources.slice(1).map((source) => readPage(source))];
  const { inputs, env, cwd, practice, description, timeout } = index.front;
  const names = inputs.map(({ name }) => name);
  const blocks = link(pages.flatMap((page) => page.blocks)).map((block) => ({
    ...block,
    uses: names.filter((name) => mentions(block, name)),
    timeout: block.timeout || (block.kind === 'service' ? SERVICE_TIMEOUT : (timeout ?? STEP_TIMEOUT)),
  }));
  const groups = mergeGroups(pages.flatMap((page) => page.groups));
  return {
    id,
    title: index.page.title,
    description,
    pages: pages.map(({ page }) => page),
    inputs,
    groups,
    blocks,
    env,
    cwd,
    practice,
  };
}

/** The slugs of the further pages that a guide's index names. */
export function furtherPages(index: Source): readonly string[] {
  return readPage(index).front.pages;
}

function mentions(block: Block, name: string): boolean {
  const target = block.ready !== null && 'target' in block.ready ? block.ready.target : '';
  return new RegExp(`\\b${name}\\b`).test(`${block.script}\n${block.cwd ?? ''}\n${target}`);
}
