import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BuildFailed, runAstro } from '../setup/build-site.ts';
import { readArguments } from './arguments.ts';
import { pageCode } from '../project/page-code.ts';
import { findProject, sitePlaces } from './find-project.ts';
import { trusts } from './start/consent.ts';
import { ConfigSchema } from '../project/config.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';

export const usage = `Usage: npm run build [-- FLAG...]     or: guidepost build [PATH] [FLAG...]

Builds the static site into dist/, for any host. Readers can read its pages and copy the commands, and run them with a
runner on their own machine. PATH is a folder with Markdown; by default, this folder.

  --site URL    the site that will serve it: https://docs.example.com
  --base PATH   the path under which it will be served: /guides
  --out DIR     write to this folder instead of dist/
  --yes, -y     run the code of MDX pages without asking
`;

export async function build(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      site: { type: 'string' },
      base: { type: 'string' },
      out: { type: 'string' },
      yes: { type: 'boolean', short: 'y' },
    },
    1,
  );
  for (const key of ['site', 'base'] as const) refuseOdd(key, values[key]);
  if (values.out !== undefined) await refuseFile(values.out, io);
  const project = await findProject(positionals[0], io);
  for (const error of project.broken) io.err(`${error.toString()}\n`);
  // Ask only about the code of pages: no block runs while a site is built.
  if (!(await trusts(project.folder, null, { yes: values.yes ?? false }, io, await pageCode(project))))
    return EXIT.failed;
  const places = sitePlaces(project, io);
  const out = values.out
    ? resolve(io.cwd, values.out)
    : places.work === places.root
      ? places.out
      : join(io.cwd, 'dist');
  const env = {
    ...(values.site ? { GUIDEPOST_SITE: values.site } : {}),
    ...(values.base ? { GUIDEPOST_BASE: values.base } : {}),
  };
  try {
    await runAstro({ ...places, out }, ['build'], { shown: true, env });
    return project.broken.length > 0 ? EXIT.wrong : EXIT.passed;
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    return EXIT.failed;
  }
}

/** The same that a configuration may say. Throws UsageError. */
function refuseOdd(key: keyof typeof LIKE, value: string | undefined): void {
  if (value === undefined || (value !== '' && ConfigSchema.shape[key].safeParse(value).success)) return;
  throw new UsageError(`--${key} ${value} should look like --${key} ${LIKE[key]}`);
}

const LIKE = { site: 'https://docs.example.com', base: '/guides' } as const;

async function refuseFile(out: string, io: Io): Promise<void> {
  const info = await stat(resolve(io.cwd, out)).catch(() => null);
  if (out === '' || (info && !info.isDirectory())) throw new UsageError(`--out ${out} should be a folder`);
}
