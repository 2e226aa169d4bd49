import { withoutControls } from '../../src/runbook/screen/printable.ts';
import type { BlockReport, Report } from './report.ts';
import { duration } from '../../src/runbook/quantities.ts';
import { SIGNS, checkWords, countWords, factsOf, reasons, runWords, stateWord, whereWords } from './words.ts';

/** A Markdown report, for a pull request or a wiki: a table of the blocks, and the reason for each failure. */
export function markdown(report: Report): string {
  const { title, blocks, counts, startedAt, endedAt } = report;
  return [
    `# ${inline(title)}`,
    '',
    `${countWords(counts)} in ${duration(endedAt - startedAt)}.`,
    '',
    ...factsOf(report).map(([name, fact]) => `- ${name}: ${code(fact)}`),
    '',
    '| | block | title | time |',
    '| --- | --- | --- | ---: |',
    ...blocks.map(row),
    ...blocks.flatMap(details),
    '',
  ].join('\n');
}

function row(result: BlockReport): string {
  const { block, outcome, run, ms } = result;
  return `| ${SIGNS[outcome]} ${stateWord(result)} | ${code(block.id)} | ${inline(block.title)} | ${run ? duration(ms) : ''} |`;
}

/** The details of a block: who ran it and when, why it failed, and, folded, its command and its output. */
function details(result: BlockReport): string[] {
  const { block, run, outcome, output } = result;
  if (!run) return [];
  return [
    '',
    `## ${SIGNS[outcome]} ${inline(block.title)}`,
    '',
    `${inline(runWords(run))}. ${code(whereWords(block))}`,
    ...(outcome === 'failed' ? ['', ...fenced(reasons(result, false).join('\n'))] : []),
    ...(block.expectations.length > 0 ? ['', ...checkWords(result).map((check) => `- ${inline(check)}`)] : []),
    ...folded('The command', block.script),
    ...folded('The end of its output', output ?? ''),
  ];
}

function folded(title: string, text: string): string[] {
  return text === '' ? [] : ['', `<details><summary>${title}</summary>`, '', ...fenced(text), '', '</details>'];
}

/** Puts text into a fence that is longer than any run of backticks in it. */
function fenced(text: string): string[] {
  const clean = withoutControls(text);
  const fence = ticks(clean, 3);
  return [`${fence}text`, clean, fence];
}

/** Escapes everything that Markdown or HTML would not read as plain text. */
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
