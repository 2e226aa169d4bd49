import type { Guide } from '../engine/index.ts';
import { readArguments } from './arguments.ts';
import { findProject } from './project.ts';
import { EXIT } from './io.ts';
import type { Io } from './io.ts';

export const usage = `Usage: guidepost list [PATH] [--json]

The guides of this folder, or of PATH, one a line: name, number of blocks, title. Exit code 2 when one of them cannot be read.
`;

export async function list(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, 1);
  const { guides, broken } = await findProject(positionals[0], io);
  for (const error of broken) io.err(`${error.toString()}\n`);
  io.out(values.json ? asJson(guides) : asLines(guides));
  return broken.length > 0 ? EXIT.wrong : EXIT.passed;
}

function asJson(guides: readonly Guide[]): string {
  const rows = guides.map(({ runbook: { id, title, description, blocks, practice } }) => ({
    id,
    title,
    description,
    blocks: blocks.length,
    practice: practice !== null,
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function asLines(guides: readonly Guide[]): string {
  const width = Math.max(0, ...guides.map(({ runbook }) => runbook.id.length));
  return guides
    .map(({ runbook }) => {
      const count = `${runbook.blocks.length} ${runbook.blocks.length === 1 ? 'block' : 'blocks'}`;
      return `${runbook.id.padEnd(width)}  ${count.padStart(10)}  ${runbook.title}\n`;
    })
    .join('');
}
