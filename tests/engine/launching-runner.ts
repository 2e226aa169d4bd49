/**
 * A runner that has a launcher, until it is killed: `node launching-runner.ts FILE`. Prints the launcher's process id.
 */
import { launchesInto } from './launches.ts';

console.log(await launchesInto(process.argv[2] ?? '').up());
setInterval(() => undefined, 1000);
