/**
 * The faults, in the order in which they are tried: the guide's own, Option B before Option A, whose database the rest
 * of the guide then uses. A test sees to it that every check of the guide is in it.
 */
import { dailyWorkflow } from './daily-workflow.ts';
import { existing } from './existing.ts';
import type { Fault } from './fault.ts';
import { fresh } from './fresh.ts';
import { inspect, target } from './inspect.ts';
import { install } from './install.ts';
import { prepare } from './prepare.ts';
import { startScript } from './start-script.ts';
import { startup } from './startup.ts';
import { troubleshooting } from './troubleshooting.ts';
import { wrapUp } from './wrap-up.ts';

export const table: readonly Fault[] = [
  ...prepare,
  ...inspect,
  ...install,
  ...target,
  ...existing,
  ...fresh,
  ...startup,
  ...dailyWorkflow,
  ...startScript,
  ...troubleshooting,
  ...wrapUp,
];

/** Blocks whose check has no row, each with the reason. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {};
