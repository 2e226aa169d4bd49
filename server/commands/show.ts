import { firstSteps } from '../../src/runbook/session/steps.ts';
import { guideJson } from '../report/guide-json.ts';
import { guideText } from '../report/guide-text.ts';
import { readArguments } from './arguments.ts';
import { findGuide } from './find-guide.ts';
import { EXIT } from './io.ts';
import type { Io } from './io.ts';
import { OS } from './open-engine.ts';

export const usage = `Usage: guidepost show GUIDE_OR_FILE [--json]

Shows the inputs, choices and blocks of a guide as Guidepost reads it, in the order in which they would run.
GUIDE_OR_FILE is a name from 'guidepost list' or the path of any Markdown file.
`;

export async function show(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' } }, 1);
  const guide = await findGuide(positionals[0], io);
  io.out(
    values.json
      ? `${JSON.stringify(guideJson(guide), null, 2)}\n`
      : guideText(guide.runbook, firstSteps(guide.runbook, OS).length, io.facts.color),
  );
  return EXIT.passed;
}
