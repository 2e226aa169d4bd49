/** Processes: how a program is started, listened to, found again and stopped as a whole tree. Knows no shell and no guide. */
export { limitOf } from './limit-mark.ts';
export { NotStarted, asNotStarted } from './not-started.ts';
export { type Exit, type Output, listen, openPiped, openTty, settle } from './output-channel.ts';
export { type Pipe, closeWriter, discard, openPipes } from './pipe.ts';
export { isAlive, startOf, stopTree } from './processes.ts';
export { SIZE, type Size, type PseudoTerminal } from './pseudo-terminal.ts';
