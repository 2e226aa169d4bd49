/** Combines several reports into one: those of many guides, or of the shards of one run. */
import type { BlockReport, Report } from './report.ts';

/** Tells the runs of one guide apart by their options: `[db=pg,os=linux]`, or empty without options. */
export function labelOf(options: Report['options']): string {
  const chosen = Object.entries(options).map(([group, option]) => `${group}=${option}`);
  return chosen.length === 0 ? '' : `[${chosen.toSorted().join(',')}]`;
}

export function combine(title: string, reports: readonly Report[]): Report {
  const counts = { passed: 0, warning: 0, failed: 0, stopped: 0, 'not-run': 0 };
  for (const report of reports) {
    for (const [outcome, number] of Object.entries(report.counts)) counts[outcome as keyof typeof counts] += number;
  }
  const ran = reports.filter(({ blocks }) => blocks.length > 0); // a part may have had nothing to do
  return {
    guide: 'guides',
    title,
    session: reports.map(({ session }) => session).join(' '),
    workspace: null,
    versions: [...new Set(reports.flatMap(({ versions }) => versions))],
    startedAt: ran.length === 0 ? 0 : Math.min(...ran.map(({ startedAt }) => startedAt)),
    endedAt: Math.max(0, ...ran.map(({ endedAt }) => endedAt)),
    inputs: {},
    options: {},
    blocks: reports.flatMap((report) =>
      report.blocks.map((result) => ({ ...result, block: { ...result.block, page: pageIn(report, result) } })),
    ),
    counts,
  };
}

/** The page with its guide, `install[db=pg]/index`: in a combined report it has that name already. */
function pageIn({ guide, options }: Report, { block: { page } }: BlockReport): string {
  return page.includes('/') ? page : `${guide}${labelOf(options)}/${page}`;
}
