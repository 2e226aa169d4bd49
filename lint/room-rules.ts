/** The rules that the table of rooms.ts makes. */
import { dirname } from 'node:path';
import { ROOMS } from './rooms.ts';

/**
 * What is wrong with importing one of our files, null where it is allowed. Paths are from the root; `later` for an
 * `import()`.
 */
export function problemOfFile(file: string, target: string, later = false): string | null {
  const name = roomOf(file);
  if (name === null) return isOpen(file) ? null : NO_ROOM;
  const other = roomOf(target);
  if (other === name) return null;
  const room = ROOMS[name];
  const allowed = [...(room?.rooms ?? []), ...(later ? (room?.later ?? []) : [])];
  if (other === null || !allowed.includes(other)) return `${name} may not import ${other ?? target}`;
  const front = ROOMS[other]?.front;
  return front === undefined || target === `${other}/${front}` ? null : `${other} is imported by its ${front} only`;
}

/** The same for a package or a module of Node. */
export function problemOfPackage(file: string, specifier: string): string | null {
  const name = roomOf(file);
  if (name === null) return isOpen(file) ? null : NO_ROOM;
  const { packages = [], node = [] } = ROOMS[name] ?? {};
  const allowed =
    node.includes(specifier) || packages.some((each) => specifier === each || specifier.startsWith(`${each}/`));
  return allowed ? null : `${name} may not import ${specifier}`;
}

const NO_ROOM = 'this folder is no room: give it a row in lint/rooms.ts';

/** Tests, scripts and benchmarks may import anything. */
function isOpen(file: string): boolean {
  return !/^(src|server)\//.test(file);
}

/** The deepest room that holds a file. */
function roomOf(file: string): string | null {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) if (folder in ROOMS) return folder;
  return null;
}
