/**
 * Markdown or MDX text → Runbook, or RunbookError with file and line. Guidepost's only parser: site, runner and command
 * line all read guides with it. Fences are specified in fence/, front matter in front-matter.ts, options in choices.ts.
 */
import { mergeGroups } from './choices.ts';
import { link } from './link.ts';
import type { Block, Runbook } from '../model.ts';
import { type PageDraft, readPage, type Source } from './page.ts';
import { inPlace, runbookIn } from './placed.ts';
import { nameByCommand } from './titles.ts';

export type { Source } from './page.ts';

const STEP_TIMEOUT = 10 * 60_000;
const SERVICE_TIMEOUT = 60_000; // ms until it must be ready
const STEP_STOP = 3000;
const SERVICE_STOP = 30_000; // ms; a database has to write its memory to disk

/** The first page of a guide, after reading; its front matter names the other pages. */
export interface Index {
  readonly id: string;
  readonly source: Source;
  readonly draft: PageDraft;
  /** The slugs of the other pages, in reading order. */
  readonly further: readonly string[];
}

export function readIndex(id: string, source: Source): Index {
  const draft = inPlace([source], () => readPage(source, id));
  return { id, source, draft, further: draft.front.pages };
}

/** Reads all pages of one guide, the index first. Throws RunbookError at the first mistake of the author. */
export function parse(id: string, [index, ...further]: readonly [Source, ...Source[]]): Runbook {
  return parseFurther(readIndex(id, index), further);
}

/** Reads the other pages of a guide whose first page is already read. Throws RunbookError. */
export function parseFurther(index: Index, further: readonly Source[]): Runbook {
  const sources = [index.source, ...further];
  return runbookIn(
    sources,
    inPlace(sources, () => runbookOf(index, further)),
  );
}

function runbookOf({ id, draft: index }: Index, further: readonly Source[]): Runbook {
  const pages = [index, ...further.map((source) => readPage(source))];
  const { inputs, env, cwd, practice, folder, tags, description, timeout, needs, costs, changes } = index.front;
  const names = inputs.map(({ name }) => name);
  const linked = link(pages.flatMap((page) => page.blocks));
  const titled = pages.flatMap(({ page, headings }) =>
    nameByCommand(
      linked.filter((block) => block.page === page.slug),
      headings,
    ),
  );
  const blocks = titled.map((block) => ({
    ...block,
    uses: names.filter((name) => mentions(block, name)),
    timeout: block.timeout || (block.kind === 'service' ? SERVICE_TIMEOUT : (timeout ?? STEP_TIMEOUT)),
    stop: block.stop || (block.kind === 'service' ? SERVICE_STOP : STEP_STOP),
  }));
  const groups = mergeGroups(pages.flatMap((page) => page.groups));
  return {
    id,
    title: index.page.title,
    description,
    overview: { needs, costs, changes },
    pages: pages.map(({ page }) => page),
    inputs,
    groups,
    blocks,
    env,
    cwd,
    practice,
    folder,
    tags,
    warnings: pages.flatMap((page) => page.warnings),
  };
}

function mentions(block: Block, name: string): boolean {
  const target = block.ready !== null && 'target' in block.ready ? block.ready.target : '';
  const { change } = block; // the text of a change is not a script: inputs are not replaced in it
  const said = change === null ? block.script : change.by === 'file' ? change.path : '';
  return new RegExp(`\\b${name}\\b`).test(`${said}\n${block.cwd ?? ''}\n${target}\n${block.confirm ?? ''}`);
}
