/**
 * What shows the output of a run: loaded once there is a runner, as one file. What is loaded after it (the tools, a
 * terminal, the cursor) takes what it shares from here, else the bundler would cut that out into files of their own.
 */
export { applySgr, encode, PLAIN, plainText, spans } from '../terminal/style.ts';
export { loadCursor, openScreen } from '../terminal/screen.ts';
export { cloneFrame, drawFoot } from './frame.ts';
export { rowHeight } from './list.ts';
export { outputPanel } from './panel.ts';
