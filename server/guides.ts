import type { Guide } from './engine/types.ts';

/** Reads a guide (a folder with an index file, or one Markdown file). Throws RunbookError for the author's mistakes. */
export declare function readGuide(path: string): Promise<Guide>;
/** Every guide below `content/guides`, sorted by id. */
export declare function findGuides(content: string): Promise<readonly Guide[]>;
