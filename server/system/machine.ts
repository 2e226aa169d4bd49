/** The names of this machine and its user. */
import { hostname, userInfo } from 'node:os';

export function machine(): { readonly user: string; readonly host: string } {
  return { user: user(), host: hostname() };
}

/** The user's name; its number if it has none, as in some containers. */
function user(): string {
  try {
    return userInfo().username;
  } catch {
    return `${process.getuid?.() ?? ''}`;
  }
}
