import { codeOf } from './error-code.ts';

/** Whether an error means that there is no space left: on the disk, in the quota, or for this file. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error));
}
