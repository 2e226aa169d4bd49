import { codeOf } from './error-code.ts';

/** Whether there is a process with this id, which may be another one than the one that had it before. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
