/**
 * Finds the processes that belong to a run or session wherever they went: by the marker in their environment, by the
 * limit they inherited, by the pipe they write to, by the session of the process that led them, or as children of one
 * already found.
 */
import { processTable } from './choose-table.ts';
import type { Mark, Process } from './process-table.ts';

/** Zombies left out. */
export function findProcesses(mark: Mark): Process[] {
  const processes = processTable().list(mark);
  const found = new Set<number>();
  const belongs = ({ pid, parent, session, marked }: Process) =>
    marked || pid === mark.leader || session === mark.leader || found.has(parent);
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const one of processes) if (belongs(one)) found.add(one.pid);
  }
  return processes.filter(({ pid }) => found.has(pid) && pid !== process.pid);
}
