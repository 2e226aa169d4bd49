/** Places in the text of a page that includes others, as places of the files that their authors see. */
import { RunbookError } from './error.ts';
import type { Block, Expectation, Place, Runbook } from './model.ts';
import type { Source } from './page.ts';

/** What `read` makes of these sources, or the mistake that it finds, with every place where it stands. */
export function inPlace<T>(sources: readonly Source[], read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RunbookError)) throw error;
    throw new RunbookError(placeIn(sources, error.place), messageIn(sources, error.message));
  }
}

/** A place of a page, where it stands: the same place, where nothing is included. */
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

/** A message that names another place: `id=x is taken by the block at guide.md:12`. */
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
