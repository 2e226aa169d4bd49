import { firstSteps } from '../../src/runbook/session/steps.ts';
import { plural } from '../../src/runbook/quantities.ts';
import type { Guide } from '../engine/index.ts';
import { readArguments } from './arguments.ts';
import { findProject, noGuideIn } from './find-project.ts';
import { EXIT } from './io.ts';
import type { Io } from './io.ts';
import { OS } from './open-engine.ts';

export const usage = `Usage: guidepost list [PATH] [--json]

Lists the guides of this folder, or of PATH, one per line: name, number of steps before any choice is made, title. The
exit code is 2 if one of them cannot be read.
`;

export async function list(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, 1);
  const { folder, guides, broken } = await findProject(positionals[0], io);
  for (const error of broken) io.err(`${error.toString()}\n`);
  if (guides.length + broken.length === 0) io.err(`${noGuideIn(folder, io)}\n`);
  io.out(values.json ? asJson(guides) : asLines(guides));
  return broken.length > 0 ? EXIT.wrong : EXIT.passed;
}

function asJson(guides: readonly Guide[]): string {
  const rows = guides.map(({ runbook }) => ({
    id: runbook.id,
    title: runbook.title,
    description: runbook.description,
    steps: firstSteps(runbook, OS).length,
    blocks: runbook.blocks.length,
    practice: runbook.practice !== null,
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function asLines(guides: readonly Guide[]): string {
  const width = Math.max(0, ...guides.map(({ runbook }) => runbook.id.length));
  return guides
    .map(({ runbook }) => {
      return `${runbook.id.padEnd(width)}  ${plural(firstSteps(runbook, OS).length, 'step').padStart(10)}  ${runbook.title}\n`;
    })
    .join('');
}
