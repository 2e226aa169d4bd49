/**
 * Finds all processes that belong to a run or session: by the marker in their environment, by the limit they inherited,
 * by the pipe they write to, by the process session of their leader, or as children of a process already found.
 */
import { processTable } from './choose-table.ts';
import type { Mark, Process } from './process-table.ts';

/** Without zombies. */
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
