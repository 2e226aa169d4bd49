/** The names of this machine and its user, and its system: `Linux 6.8.0 x64`. */
import { arch, hostname, release, type, userInfo } from 'node:os';

export function machine(): { readonly user: string; readonly host: string; readonly system: string } {
  return { user: user(), host: hostname(), system: `${type()} ${release()} ${arch()}` };
}

/** The user's name; its number if it has none, as in some containers. */
function user(): string {
  try {
    return userInfo().username;
  } catch {
    return `${process.getuid?.() ?? ''}`;
  }
}
