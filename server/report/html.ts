import type { BlockReport, Report } from './report.ts';
import { withoutControls } from '../../src/runbook/screen/printable.ts';
import { duration } from '../../src/runbook/quantities.ts';
import { SIGNS, checkWords, countWords, factsOf, reasons, runWords, stateWord, whereWords } from './words.ts';

/** An HTML report: one file without scripts or external references, to attach or to open from disk. */
export function html(report: Report): string {
  const { title, blocks, counts, startedAt, endedAt } = report;
  const total = countWords(counts);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}: ${total}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1>
<p><strong>${total}</strong> in ${duration(endedAt - startedAt)}</p>
<dl>
${factsOf(report)
  .map(([name, fact]) => `<dt>${name}<dd>${escaped(fact)}`)
  .join('\n')}
</dl>
<table>
<tr><th>Outcome<th>Block<th>Title<th>Time</tr>
${blocks.map(row).join('\n')}
</table>
${blocks.map(details).join('\n')}
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8886; vertical-align: top }
td:last-child, th:last-child { text-align: right; white-space: nowrap }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem }
dd { margin: 0; overflow-wrap: anywhere }
summary { cursor: pointer }
pre { overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; padding: .75rem; border: 1px solid #8886; border-radius: .25rem }
.failed td:first-child { font-weight: 700 }
@media print { details::details-content { content-visibility: visible; block-size: auto } h2 { break-after: avoid } }
`;

function row(result: BlockReport): string {
  const { block, outcome, run, ms } = result;
  return `<tr class="${outcome}"><td>${SIGNS[outcome]} ${stateWord(result)}<td><code>${escaped(block.id)}</code><td>${escaped(block.title)}<td>${run ? duration(ms) : ''}</tr>`;
}

/** The details of a block: why it failed, who ran it and when, and, folded, its command and its output. */
function details(result: BlockReport): string {
  const { block, run, outcome, output } = result;
  if (!run) return '';
  const why = outcome === 'failed' ? `<pre>${escaped(reasons(result, false).join('\n'))}</pre>\n` : '';
  const checks = block.expectations.length > 0 ? `<ul>${checkWords(result).map(item).join('')}</ul>\n` : '';
  return `<h2>${SIGNS[outcome]} ${escaped(block.title)}</h2>
<p>${escaped(runWords(run))}. <code>${escaped(whereWords(block))}</code></p>
${why}${checks}${folded('The command', block.script)}${folded('The end of its output', output ?? '')}`;
}

function item(text: string): string {
  return `<li>${escaped(text)}</li>`;
}

function folded(title: string, text: string): string {
  return text === '' ? '' : `<details><summary>${title}</summary><pre>${escaped(text)}</pre></details>\n`;
}

function escaped(text: string): string {
  return withoutControls(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
