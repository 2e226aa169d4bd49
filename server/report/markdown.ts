import { withoutControls } from '../../src/runbook/terminal/printable.ts';
import type { BlockReport, Report } from './report.ts';
import { duration } from '../../src/runbook/words.ts';
import { SIGNS, countWords, reasons, stateWord, whereWords } from './words.ts';

/** A table of the blocks and the reason of each failure: for a pull request or a wiki. */
export function markdown(report: Report): string {
  const { title, blocks, counts, startedAt, endedAt } = report;
  return [
    `# ${inline(title)}`,
    '',
    `${countWords(counts)} in ${duration(endedAt - startedAt)}. Session ${code(report.session)}.`,
    '',
    '| | block | title | time |',
    '| --- | --- | --- | ---: |',
    ...blocks.map(row),
    ...blocks.filter(({ outcome }) => outcome === 'failed').flatMap(details),
    '',
  ].join('\n');
}

function row(result: BlockReport): string {
  const { block, outcome, run, ms } = result;
  return `| ${SIGNS[outcome]} ${stateWord(result)} | ${code(block.id)} | ${inline(block.title)} | ${run ? duration(ms) : ''} |`;
}

function details(result: BlockReport): string[] {
  const { block, output } = result;
  return [
    '',
    `## ${inline(block.title)}`,
    '',
    code(whereWords(block)),
    '',
    ...fenced(reasons(result, false).join('\n')),
    ...(output === null ? [] : ['', 'The end of its output:', '', ...fenced(output)]),
  ];
}

/** A fence longer than any run of backticks inside. */
function fenced(text: string): string[] {
  const clean = withoutControls(text);
  const fence = ticks(clean, 3);
  return [`${fence}text`, clean, fence];
}

/** As it was written, with nothing in it that Markdown, or HTML within it, would read as more than text. */
function inline(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]|~$#!]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function code(text: string): string {
  const line = oneLine(text).replaceAll('|', '\\|');
  const fence = ticks(line, 1);
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`;
}

function ticks(text: string, least: number): string {
  const longest = Math.max(least - 1, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(longest + 1);
}

function oneLine(text: string): string {
  return withoutControls(text).replaceAll(/\s+/g, ' ').trim();
}
