/** The shell: a new bash for each script, started with the state that the previous script left. Knows no guide. */
export { type Bash, findBash } from './bash.ts';
export type { Carried } from './carry.ts';
export { cleanEnvironment } from './inherited-environment.ts';
export { interpreterOf } from './interpreter.ts';
export { toText } from './quoting.ts';
export type { Script } from './script-files.ts';
export { type Running, type Shell, openShell } from './shell.ts';
