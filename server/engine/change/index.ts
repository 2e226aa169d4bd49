/** Changes of files: what a block would change, the change itself, and the way back. Knows no shell. */
export { type Changes, type Preview, openChanges } from './changes.ts';
export { ChangeRefused } from './workspace-file.ts';
