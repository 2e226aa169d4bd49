/** The names that this machine and its user go by. */
import { hostname, userInfo } from 'node:os';

export function machine(): { readonly user: string; readonly host: string } {
  return { user: user(), host: hostname() };
}

/** A container may run as a number that nobody has named. */
function user(): string {
  try {
    return userInfo().username;
  } catch {
    return `${process.getuid?.() ?? ''}`;
  }
}
