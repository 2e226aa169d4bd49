import { homedir } from 'node:os';
import { join } from 'node:path';

/** The user's folder for files that can be made again, as the XDG Base Directory Specification defines it. */
export function cacheFolder(env: Readonly<NodeJS.ProcessEnv>): string {
  const given = env['XDG_CACHE_HOME'];
  return join(given?.startsWith('/') ? given : join(env['HOME'] || homedir(), '.cache'), 'guidepost');
}
