/** One run of one block: attempts, time limits, readiness, checks. Knows no queue and no other run. */
export { openChecks } from './checking.ts';
export { expand } from './readiness.ts';
export { type Execution, execute } from './run.ts';
