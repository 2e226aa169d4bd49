import type { BlockReport, Report } from './report.ts';
import { withoutControls } from '../../src/runbook/terminal/printable.ts';
import { duration } from '../../src/runbook/words.ts';
import { SIGNS, countWords, reasons, stateWord, whereWords } from './words.ts';

/** One file without scripts or references, to attach or to open from disk. */
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
<p><strong>${total}</strong> in ${duration(endedAt - startedAt)}, ${new Date(startedAt).toISOString()}, session ${escaped(report.session)}</p>
<table>
<tr><th>Outcome<th>Block<th>Title<th>Time</tr>
${blocks.map(row).join('\n')}
</table>
${blocks
  .filter(({ outcome }) => outcome === 'failed')
  .map(details)
  .join('\n')}
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8886; vertical-align: top }
td:last-child, th:last-child { text-align: right; white-space: nowrap }
pre { overflow: auto; padding: .75rem; border: 1px solid #8886; border-radius: .25rem }
.failed td:first-child { font-weight: 700 }
`;

function row(result: BlockReport): string {
  const { block, outcome, run, ms } = result;
  return `<tr class="${outcome}"><td>${SIGNS[outcome]} ${stateWord(result)}<td><code>${escaped(block.id)}</code><td>${escaped(block.title)}<td>${run ? duration(ms) : ''}</tr>`;
}

function details(result: BlockReport): string {
  const { block, output } = result;
  const end = output === null ? '' : `\n<h3>The end of its output</h3>\n<pre>${escaped(output)}</pre>`;
  return `<h2>${escaped(block.title)}</h2>
<p><code>${escaped(whereWords(block))}</code></p>
<pre>${escaped(reasons(result, false).join('\n'))}</pre>${end}`;
}

function escaped(text: string): string {
  return withoutControls(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
