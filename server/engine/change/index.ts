/** File changes: previews what a block would change, makes the change, and undoes it. Knows no shell. */
export { type Changes, type Preview, openChanges } from './changes.ts';
export { ChangeRefused } from './workspace-file.ts';
