import { existsSync } from 'node:fs';

/** Whether the system tells of its processes by files, as Linux does. GUIDEPOST_PROCESSES=ps says not to look there. */
export function hasProc(): boolean {
  return process.env['GUIDEPOST_PROCESSES'] !== 'ps' && existsSync('/proc/self/stat');
}
