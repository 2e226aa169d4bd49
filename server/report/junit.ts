import type { BlockReport, Report } from './report.ts';
import { headline, reasons, stateWord } from './words.ts';

/** JUnit XML, which CI systems read: a suite for each page, a case for each block. */
export function junit(report: Report): string {
  // In a combined report, a page has the name of its guide.
  const pages = Map.groupBy(report.blocks, ({ block: { page } }) =>
    page.includes('/') ? page : `${report.guide}/${page}`,
  );
  const attributes = totals(report.blocks);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name=${quoted(report.title)} ${attributes}>`,
    ...[...pages].flatMap(([page, blocks]) => suite(report, page, blocks)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(report: Report, page: string, blocks: readonly BlockReport[]): string[] {
  const started = blocks.find(({ run }) => run?.startedAt)?.run?.startedAt ?? report.startedAt;
  const properties = Object.entries({ ...report.options, ...report.inputs });
  return [
    `  <testsuite name=${quoted(page)} timestamp="${new Date(started).toISOString()}" ${totals(blocks)}>`,
    '    <properties>',
    ...properties.map(([name, value]) => `      <property name=${quoted(name)} value=${quoted(value ?? '***')}/>`),
    '    </properties>',
    ...blocks.flatMap((block) => testCase(page, block)),
    '  </testsuite>',
  ];
}

function testCase(page: string, result: BlockReport): string[] {
  const { block, outcome, ms, output } = result;
  const skipped = outcome === 'not-run' || outcome === 'stopped';
  const head = `    <testcase classname=${quoted(page.replace(/\/([^/]*)$/, '.$1'))} name=${quoted(`${block.id}: ${block.title}`)}${block.line === 0 ? '' : ` file=${quoted(block.file)} line="${block.line}"`} time="${seconds(ms)}"`;
  const body = [
    ...(skipped ? [`      <skipped message="${stateWord(result)}"/>`] : []),
    ...(outcome === 'failed' ? [failure(result)] : []),
    ...(output === null ? [] : [`      <system-out>${escaped(output)}</system-out>`]),
  ];
  return body.length === 0 ? [`${head}/>`] : [`${head}>`, ...body, '    </testcase>'];
}

function failure(result: BlockReport): string {
  const why = reasons(result, false).join('\n');
  return `      <failure message=${quoted(headline(result))}>${escaped(why)}</failure>`;
}

function totals(blocks: readonly BlockReport[]): string {
  const failures = blocks.filter(({ outcome }) => outcome === 'failed').length;
  const skipped = blocks.filter(({ outcome }) => outcome === 'not-run' || outcome === 'stopped').length;
  const time = blocks.reduce((sum, { ms }) => sum + ms, 0);
  return `tests="${blocks.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${seconds(time)}"`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}

/** Replaces control characters with U+FFFD: XML 1.0 cannot contain most of them, and the others are of no use. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
