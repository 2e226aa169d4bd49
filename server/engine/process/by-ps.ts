/**
 * Reads the process table where there is no /proc: `ps` lists the processes with their environment, `lsof` what they
 * write to. macOS shows the environment of a user's own programs, except those that Apple protects, and no limits.
 */
import { execFile, execFileSync } from 'node:child_process';
import { type Listener, type Process, type ProcessTable, markersOf, nameOf } from './process-table.ts';

export const byPs: ProcessTable = {
  list(mark) {
    const listed = list(markersOf(mark));
    // `lsof` is slow: it is asked who writes to the pipes only when no process is left that carries the mark.
    if (mark.pipes.length === 0 || listed.some(({ marked }) => marked)) return listed;
    const writers = writersOf(mark.pipes);
    return listed.map((one) => ({ ...one, marked: writers.has(one.pid) }));
  },
  startOf(pid) {
    process.kill(pid, 0); // throws if there is no such process
    const line = output('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]);
    const [, state = '', start] = /^\s*(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    return start === undefined || state.startsWith('Z') ? null : start;
  },
  listenersOn: fromLsof,
};

/** Runs `ps` or `lsof` in the C locale, because their dates and names are parsed. */
function output(program: string, args: readonly string[]): string {
  try {
    const env = { ...process.env, LC_ALL: 'C' };
    return execFileSync(program, args, {
      encoding: 'latin1',
      maxBuffer: 1 << 28,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    // Both exit with 1 if one of the processes is gone, but still print the others.
    const text = error instanceof Error && 'stdout' in error ? error.stdout : '';
    return typeof text === 'string' ? text : '';
  }
}

const COLUMNS = 'pid=,ppid=,pgid=,stat=,command=';

/** `-E` shows the environment on macOS only; on Linux the flag is `e`. */
const LIST = process.platform === 'darwin' ? ['-A', '-E', '-ww', '-o', COLUMNS] : ['axeww', '-o', COLUMNS];

function list(markers: readonly string[]): Process[] {
  return output('ps', LIST)
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, group, state = '', command = ''] =
        /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
      if (pid === undefined || state.startsWith('Z')) return [];
      const marked = markers.every((marker) => ` ${command} `.includes(` ${marker} `));
      const name = command.split(' ')[0] ?? '';
      const paused = state.startsWith('T');
      return [{ pid: Number(pid), name, parent: Number(parent), session: Number(group), paused, marked }];
    });
}

/** The processes whose output is one of these pipes. */
function writersOf(pipes: readonly string[]): Set<number> {
  const found = new Set<number>();
  let pid = 0;
  for (const line of output('lsof', ['-anPw', '-u', String(process.getuid?.() ?? ''), '-d', '1,2', '-Fpn']).split(
    '\n',
  )) {
    if (line.startsWith('p')) pid = Number(line.slice(1));
    else if (line.startsWith('n') && pipes.includes(line.slice(1).replace(/ \(deleted\)$/, ''))) found.add(pid);
  }
  return found;
}

function fromLsof(port: number): Promise<readonly Listener[]> {
  return new Promise((resolve) => {
    execFile('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], (_, text) => {
      // One field a line: `p12` begins a process, `cnode` is its name.
      const found = [...text.matchAll(/^p(\d+)\nc(.*)$/gm)];
      resolve(found.map(([, pid = '', name]) => ({ id: pid, who: () => nameOf(name, pid) })));
    });
  });
}
