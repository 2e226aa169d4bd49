import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileDiffLines } from '../../src/runbook/file-diff.ts';
import { lineDiff } from '../consent/diff.ts';
import { readArguments } from './arguments.ts';
import { FILE as GITHUB, githubWorkflow } from './ci/github.ts';
import { FILE as GITLAB, gitlabPipeline } from './ci/gitlab.ts';
import type { Pipeline } from './ci/pipeline.ts';
import { EXIT, UsageError } from './io.ts';
import type { Io } from './io.ts';
import { writeNew } from './named-file.ts';
import { readSettings } from './run/settings.ts';
import { tasksOf } from './run/tasks.ts';
import { whichGuides } from './run/which-guides.ts';
import { suggestion } from './suggest.ts';
import { version } from './version.ts';

export const usage = `Usage: guidepost ci github|gitlab [PATH] [FLAG...]

Writes a CI pipeline, ${GITHUB} or ${GITLAB}. It lints the guides of this folder, or of
PATH, runs each from its first step to its last, spread over machines, and merges the results into one report. It may
read the repository and nothing else, and pins the version of everything that it uses. An existing file is never
overwritten: the difference is shown.

  --shards N               spread the guides over this many machines; 2 by default
  --option GROUP=A,B       run each guide that offers the choice once with A and once with B; can be repeated
  --os NAME[,NAME...]      run everything on each of these machines (github only); ubuntu-latest by default
  --stdout                 print it, and write nothing

Exit code: 0 written, or already up to date; 2 the existing file differs, a guide cannot be read, or the command line is
wrong.
`;

const SYSTEMS = {
  github: { file: GITHUB, text: githubWorkflow },
  gitlab: { file: GITLAB, text: gitlabPipeline },
} as const;

export async function ci(args: readonly string[], io: Io): Promise<number> {
  const flags = {
    shards: { type: 'string' },
    option: { type: 'string', multiple: true },
    os: { type: 'string' },
    stdout: { type: 'boolean' },
  } as const;
  const { values, positionals } = readArguments(args, flags, 2);
  const [name = '', path] = positionals;
  const system = name === 'github' || name === 'gitlab' ? SYSTEMS[name] : null;
  if (system === null)
    throw new UsageError(
      name === ''
        ? 'name the system: ci github or ci gitlab'
        : `ci cannot write a pipeline for ${name}${suggestion(name, ['github', 'gitlab'])}`,
    );
  if (name === 'gitlab' && values.os !== undefined)
    throw new UsageError('--os is for github: GitLab chooses machines by `tags:`, which you can add to the jobs');
  const text = system.text({
    version: await version(io.facts.root),
    path: path === undefined ? null : readPath(path),
    options: await readOptions(path, values.option ?? [], io),
    shards: readShards(values.shards ?? '2'),
    machines: readMachines(values.os ?? 'ubuntu-latest'),
  } satisfies Pipeline);
  if (values.stdout) io.out(text);
  else await write(system.file, text, io);
  return EXIT.passed;
}

async function write(name: string, text: string, io: Io): Promise<void> {
  const file = join(io.cwd, name);
  const before = (await stat(file).catch(() => null)) ? await readFile(file, 'utf8') : null;
  if (before === text) return io.out(`${name} is up to date\n`);
  if (before !== null) {
    io.out(`${fileDiffLines([{ name, act: 'change', lines: lineDiff(before, text) }]).join('\n')}\n`);
    throw new UsageError(`${name} already exists, and differs as shown; --stdout prints the new one`);
  }
  await writeNew(file, text, io);
  io.out(`${name}\n`);
}

/** As `guidepost run` will read them. */
async function readOptions(path: string | undefined, options: readonly string[], io: Io): Promise<readonly string[]> {
  const given = options.flatMap((option) => ['--option', option]);
  const settings = readSettings([...(path === undefined ? ['--all'] : [path, '--shard', '1/1']), ...given]);
  tasksOf((await whichGuides(settings, io))?.guides ?? [], settings);
  return Object.entries(settings.options).map(([group, names]) => `${group}=${names}`);
}

/** The title is used inside a shell script. */
function readPath(path: string): string {
  if (!/^(?![-/])(?!.*\.\.)[\w./ -]+$/.test(path))
    throw new UsageError(
      `${path} should be a folder or file below this folder, with only letters, digits, ., _, - and spaces in its path`,
    );
  return path;
}

function readShards(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new UsageError(`--shards ${text} should be 1 to 99`);
  return Number(text);
}

function readMachines(text: string): readonly string[] {
  const machines = text.split(',');
  if (!machines.every((name) => /^[A-Za-z][\w.-]*$/.test(name)))
    throw new UsageError(`--os ${text} should look like --os ubuntu-latest,macos-latest`);
  return [...new Set(machines)];
}
