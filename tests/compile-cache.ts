import { join } from 'node:path';
import { cacheFolder } from '../server/system/cache-folder.ts';

/** Where every process of the tests keeps what it compiled, also one whose own cache folder is empty. */
export const COMPILE_CACHE = process.env['NODE_COMPILE_CACHE'] ?? join(cacheFolder(process.env), 'compiled');
