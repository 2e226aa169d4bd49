/** Finds everything that is wrong, or probably wrong, in the guides of a project. */
import { RunbookError } from '../../src/runbook/error.ts';
import type { Runbook } from '../../src/runbook/model.ts';
import { variablesBeside } from '../guides/variables-beside.ts';
import { blockFindings } from './block-rules.ts';
import type { Finding } from './finding.ts';
import { waitingFindings } from './waiting.ts';
import { linkFindings } from './links.ts';
import { readAll } from './read-all.ts';
import { hasShellCheck, shellFindings } from './shell.ts';
import type { Source } from '../../src/runbook/reading/parse.ts';

export interface LintedGuide {
  readonly id: string;
  readonly sources: readonly [Source, ...Source[]];
  /** What was found where it was read. */
  readonly mistakes: readonly RunbookError[];
  /** Why the guide is refused; null for one that can be read. */
  readonly refused: RunbookError | null;
}

/** All findings, sorted by file and line. */
export async function lint(guides: readonly LintedGuide[]): Promise<readonly Finding[]> {
  const useShellCheck = await hasShellCheck();
  const found = await Promise.all(guides.map((guide) => lintGuide(guide, useShellCheck)));
  const all = found.flat().toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
  const key = ({ file, line, rule, message }: Finding) => JSON.stringify([file, line, rule, message]);
  return [...new Map(all.map((finding) => [key(finding), finding])).values()]; // guides may share a part
}

async function lintGuide(
  { id, sources, mistakes: found, refused }: LintedGuide,
  useShellCheck: boolean,
): Promise<readonly Finding[]> {
  const { mistakes, runbook } = readAll(id, sources);
  const all = [...found, ...mistakes];
  if (refused !== null && !all.some((each) => each.toString() === refused.toString())) all.unshift(refused);
  const errors = all.map(({ place, message }) => ({ ...place, level: 'error', rule: 'guide', message }) as const);
  if (runbook === null) return errors;
  return [
    ...errors,
    ...[...runbook.warnings, ...variablesBeside(sources)].map(
      (warning) => ({ ...warning, level: 'warning', rule: 'word' }) as const,
    ),
    ...blockFindings(runbook),
    ...waitingFindings(runbook),
    ...unusedInputs(runbook, sources[0]),
    ...sources.flatMap(links),
    ...(await shellFindings(runbook, useShellCheck)),
  ];
}

function unusedInputs({ inputs, blocks, practice }: Runbook, { file, text }: Source): readonly Finding[] {
  const used = new Set([...blocks.flatMap(({ uses }) => uses), ...Object.keys(practice?.inputs ?? {})]);
  return inputs
    .filter(({ name }) => !used.has(name))
    .map(({ name }) => {
      const line = text.split('\n').findIndex((each) => new RegExp(`\\bname:\\s*${name}\\b`).test(each)) + 1;
      return { file, line, level: 'warning', rule: 'input', message: `no block mentions the input ${name}` } as const;
    });
}

/** If the page cannot be read, there are no findings here: it is reported as a mistake of the guide. */
function links(source: Source): readonly Finding[] {
  try {
    return linkFindings(source);
  } catch (error) {
    if (error instanceof RunbookError) return [];
    throw error;
  }
}
