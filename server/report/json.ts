import { withoutControls } from '../../src/runbook/screen/printable.ts';
import type { BlockReport, Report } from './report.ts';
import { reasons } from './words.ts';

/** The report as JSON. Durations are in milliseconds, times in milliseconds since 1970. */
export function json({ blocks, ...report }: Report): string {
  const clean = (_: string, value: unknown) => (typeof value === 'string' ? withoutControls(value) : value);
  return `${JSON.stringify({ ...report, blocks: blocks.map(plain) }, clean, 2)}\n`;
}

function plain(result: BlockReport) {
  const { block, outcome, state, run, ms, output } = result;
  const { id, kind, title, page, file, line, script, help } = block;
  return {
    id,
    kind,
    title,
    page,
    file,
    line,
    outcome,
    state,
    ms,
    run: run?.id ?? null,
    attempts: run?.attempt ?? 0,
    end: run?.end ?? null,
    cut: run?.cut ?? null,
    reasons: outcome === 'failed' ? reasons(result, false) : [],
    commands: run?.commands ?? [],
    verdicts: block.expectations.map((_, index) => run?.verdicts.get(index) ?? null),
    output,
    script,
    help,
    checks: block.expectations.map(({ line: at, help: text }) => ({ line: at, help: text })),
  };
}
