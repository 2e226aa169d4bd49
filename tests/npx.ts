import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** An `npx` in this folder that starts this checkout, whatever version of the package is asked for. */
export function writeNpx(folder: string): void {
  const script = `#!/bin/bash\nshift 2\nexec '${process.execPath}' '${resolve('server/cli.ts')}' "$@"\n`;
  writeFileSync(join(folder, 'npx'), script, { mode: 0o755 });
}
