/**
 * Reads JSON reports, so that those of several machines can be combined. What a report does not contain (the fence
 * words of a block) gets its default. Throws SyntaxError if a text is not a report.
 */
import { z } from 'zod';
import { blankBlock, blankExpectation } from '../../src/runbook/blank-block.ts';
import type { Verdict } from '../../src/runbook/model.ts';
import { newRun } from '../../src/runbook/session/run-view.ts';
import type { BlockReport, Report } from './report.ts';

const Outcome = z.enum(['passed', 'warning', 'failed', 'stopped', 'not-run']);

const Block = z.looseObject({
  id: z.string(),
  kind: z.enum(['step', 'probe', 'service']),
  title: z.string(),
  page: z.string(),
  file: z.string(),
  line: z.number(),
  script: z.string(),
  help: z.string().nullable(),
  checks: z.array(z.object({ line: z.number(), help: z.string().nullable() })),
  outcome: Outcome,
  state: z.string(),
  ms: z.number(),
  run: z.string().nullable(),
  attempts: z.number(),
  end: z.unknown(),
  cut: z.unknown(),
  commands: z.array(z.unknown()),
  verdicts: z.array(z.custom<Verdict>().nullable()),
  output: z.string().nullable(),
});

const Json = z.looseObject({
  guide: z.string(),
  title: z.string(),
  session: z.string(),
  versions: z.array(z.string()).default([]),
  startedAt: z.number(),
  endedAt: z.number(),
  inputs: z.record(z.string(), z.string().nullable()),
  options: z.record(z.string(), z.string()),
  counts: z.record(Outcome, z.number()),
  blocks: z.array(Block),
});

export function readJson(text: string): Report {
  const read = Json.safeParse(dataOf(text));
  if (!read.success) throw new SyntaxError(NO_REPORT);
  const { blocks, ...rest } = read.data;
  return { ...rest, workspace: null, blocks: blocks.map(blockOf) };
}

const NO_REPORT =
  'this is not a JSON report of Guidepost, or another version wrote it; `guidepost run --report json=FILE` writes one';

function dataOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError(NO_REPORT);
  }
}

function blockOf(read: z.infer<typeof Block>): BlockReport {
  const { checks, outcome, state, ms, run: _run, output, ...facts } = read;
  const expectations = checks.map((check) => ({ ...blankExpectation, ...check, file: facts.file }));
  const block = { ...blankBlock, ...facts, expectations };
  return { block, outcome, state: state as BlockReport['state'], run: runOf(read), ms, output };
}

function runOf({ id, run, attempts, end, cut, commands, verdicts }: z.infer<typeof Block>): BlockReport['run'] {
  if (run === null) return null;
  const kept = verdicts.flatMap((verdict, index) => (verdict ? [[index, verdict] as const] : []));
  const queued = { type: 'queued', run, block: id, hash: '', by: { from: 'terminal' } } as const;
  const known = { attempt: attempts, end, cut, commands, verdicts: new Map(kept), phase: 'ended' };
  return { ...newRun(queued, 0, 0), ...known } as BlockReport['run'];
}
