import type { BlockReport, Report } from './report.ts';
import { duration } from '../../src/runbook/words.ts';
import { SIGNS, countWords, reasons, stateWord, whereWords } from './words.ts';

/** A table of the blocks and the reason of each failure: for a pull request or a wiki. */
export function markdown(report: Report): string {
  const { title, blocks, counts, startedAt, endedAt } = report;
  return [
    `# ${title}`,
    '',
    `${countWords(counts)} in ${duration(endedAt - startedAt)}. Session \`${report.session}\`.`,
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
  return `| ${SIGNS[outcome]} ${stateWord(result)} | \`${block.id}\` | ${cell(block.title)} | ${run ? duration(ms) : ''} |`;
}

function details(result: BlockReport): string[] {
  const { block, output } = result;
  return [
    '',
    `## ${block.title}`,
    '',
    `\`${whereWords(block)}\``,
    '',
    ...fenced(reasons(result, false).join('\n')),
    ...(output === null ? [] : ['', 'The end of its output:', '', ...fenced(output)]),
  ];
}

/** A fence longer than any run of backticks inside. */
function fenced(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, text, fence];
}

function cell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}
