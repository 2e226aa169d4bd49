/** Translates places in the text of a page with includes into places in the author's files. */
import { RunbookError } from '../error.ts';
import type { Block, Expectation, Place, Runbook } from '../model.ts';
import type { Source } from './page.ts';

/** Calls `read`; in an error that it throws, all places are translated. */
export function inPlace<T>(sources: readonly Source[], read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RunbookError)) throw error;
    throw new RunbookError(placeIn(sources, error.place), messageIn(sources, error.message), error.page);
  }
}

/** The translated place; the same one if nothing is included. */
function placeIn(sources: readonly Source[], { file, line }: Place): Place {
  return sources.find((source) => source.file === file)?.places?.[line - 1] ?? { file, line };
}

export function runbookIn(sources: readonly Source[], runbook: Runbook): Runbook {
  if (sources.every(({ places }) => !places)) return runbook;
  const warnings = runbook.warnings.map((warning) => ({ ...warning, ...placeIn(sources, warning) }));
  return { ...runbook, warnings, blocks: runbook.blocks.map((block) => blockIn(sources, block)) };
}

function blockIn(sources: readonly Source[], block: Block): Block {
  const expectations = block.expectations.map((check) => checkIn(sources, check));
  return { ...block, ...placeIn(sources, block), expectations };
}

function checkIn(sources: readonly Source[], check: Expectation): Expectation {
  const { file } = check;
  return { ...check, ...placeIn(sources, check), at: check.at.map((line) => placeIn(sources, { file, line }).line) };
}

/** Translates places within a message: `id=x is taken by the block at guide.md:12`. */
function messageIn(sources: readonly Source[], message: string): string {
  return sources.reduce((text, { file, places }) => {
    if (!places) return text;
    const [before = '', ...parts] = text.split(`${file}:`);
    return parts.reduce((whole, part) => {
      const [, digits, rest = ''] = /^(\d+)(.*)$/s.exec(part) ?? [];
      const place = placeIn(sources, { file, line: Number(digits) });
      return digits === undefined ? `${whole}${file}:${part}` : `${whole}${place.file}:${place.line}${rest}`;
    }, before);
  }, message);
}
