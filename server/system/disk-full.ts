import { codeOf } from './error-code.ts';

/** Whether something failed because there is no room left: on the disk, in the quota, or for this file. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error));
}
