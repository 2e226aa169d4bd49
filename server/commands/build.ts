import { resolve } from 'node:path';
import { BuildFailed, runAstro } from '../setup/build.ts';
import { readArguments } from './arguments.ts';
import { EXIT } from './io.ts';
import type { Io } from './io.ts';

export const usage = `Usage: npm run build [-- FLAG...]     or: guidepost build [FLAG...]

Builds the static site into dist/, for any host. Its pages read and copy; they run with a runner on the reader's machine.

  --site URL    where it will be served: https://docs.example.com
  --base PATH   the path below which it will be served: /guides
  --out DIR     another folder than dist/
`;

export async function build(args: readonly string[], io: Io): Promise<number> {
  const { values } = readArguments(args, {
    site: { type: 'string' },
    base: { type: 'string' },
    out: { type: 'string' },
  });
  const env = {
    ...(values.site ? { GUIDEPOST_SITE: values.site } : {}),
    ...(values.base ? { GUIDEPOST_BASE: values.base } : {}),
    ...(values.out ? { GUIDEPOST_OUT: resolve(io.cwd, values.out) } : {}),
  };
  try {
    await runAstro(io.facts.root, ['build'], { shown: true, env });
    return EXIT.passed;
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    return EXIT.failed;
  }
}
