import { findRunners, requestRotation } from '../http/runtime.ts';
import { readArguments } from './arguments.ts';
import { runtimeFolder } from './open-engine.ts';
import { EXIT, type Io } from './io.ts';

export const usage = `Usage: guidepost rotate

Replaces the keys of all your running servers, disconnects all their pages, and prints the new addresses.
`;

const PATIENCE = 5_000; // ms

export async function rotate(args: readonly string[], io: Io): Promise<number> {
  readArguments(args, {});
  const folder = runtimeFolder(io);
  const runners = findRunners(folder);
  if (runners.length === 0) {
    io.err('You have no running runner, so there are no keys to replace.\n');
    return EXIT.failed;
  }
  const rotated = await Promise.all(runners.map((runner) => requestRotation(folder, runner, PATIENCE)));
  rotated.forEach((runner, index) => {
    const port = runners[index]?.port;
    if (!runner) return io.err(`The runner on port ${port} does not answer. Stop it with Ctrl-C and start it again.\n`);
    const links = Object.values(runner.links).map((link) => `  ${link}\n`);
    io.out(`The runner on port ${port} has new keys:\n${links.join('')}`);
  });
  return rotated.includes(null) ? EXIT.failed : EXIT.passed;
}
