/** Whether something failed because there is no room left: on the disk, in the quota, or for this file. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(error.code));
}

export const FULL = 'there is no room left on the disk';
