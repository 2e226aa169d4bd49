/** One run of one block: its attempts, time limits, readiness and checks. Knows no queue and no other run. */
export { openChecks } from './checking.ts';
export { expand } from './readiness.ts';
export { type Execution, execute } from './run.ts';
