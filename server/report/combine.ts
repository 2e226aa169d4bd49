/** Several reports as one: of many guides, or of the shards of one run. */
import type { Report } from './report.ts';

export function combine(title: string, reports: readonly Report[]): Report {
  const counts = { passed: 0, warning: 0, failed: 0, stopped: 0, 'not-run': 0 };
  for (const report of reports) {
    for (const [outcome, number] of Object.entries(report.counts)) counts[outcome as keyof typeof counts] += number;
  }
  return {
    guide: 'guides',
    title,
    session: reports.map(({ session }) => session).join(' '),
    workspace: null,
    startedAt: Math.min(...reports.map(({ startedAt }) => startedAt)),
    endedAt: Math.max(...reports.map(({ endedAt }) => endedAt)),
    inputs: {},
    options: {},
    blocks: reports.flatMap(({ guide, blocks }) =>
      blocks.map((result) => ({ ...result, block: { ...result.block, page: `${guide}/${result.block.page}` } })),
    ),
    counts,
  };
}
