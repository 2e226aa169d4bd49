import { homedir } from 'node:os';
import { join } from 'node:path';

/** Of the user: what can be made again; the XDG Base Directory Specification says where. */
export function cacheFolder(env: Readonly<NodeJS.ProcessEnv>): string {
  const given = env['XDG_CACHE_HOME'];
  return join(given?.startsWith('/') ? given : join(env['HOME'] || homedir(), '.cache'), 'guidepost');
}
