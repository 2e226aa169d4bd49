/**
 * `npm run release -- 1.2.3`: sets the version, dates the changelog, and shows what would be published. It neither
 * commits nor publishes; the commands for that are its last lines.
 */
import { execa } from 'execa';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makePackage } from './package.ts';
import { isNewer, releaseChangelog } from './release/changelog.ts';
import { packProblems } from './release/packed-files.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'node_modules', '.cache', 'release');
const version = process.argv[2] ?? '';

try {
  await release();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function release(): Promise<void> {
  const { version: last } = JSON.parse(read('package.json')) as { readonly version: string };
  if (!isNewer(version, last)) throw new Error(`Give a version after ${last}: npm run release -- 1.2.3`);
  const changed = await git('status', '--porcelain');
  if (changed !== '') throw new Error(`Commit or remove these first:\n${changed}`);

  const changelog = releaseChangelog(read('CHANGELOG.md'), version, new Date().toISOString().slice(0, 10));
  const problems = packProblems((await pack()).files);
  if (problems.length > 0) throw new Error(problems.join('\n'));

  writeFileSync(join(root, 'CHANGELOG.md'), changelog);
  writeFileSync(join(root, 'action.yml'), read('action.yml').replace(`default: ${last}`, `default: ${version}`));
  await execa('npm', ['version', version, '--no-git-tag-version'], { cwd: root });
  const { files, size } = await pack(); // with the new version
  console.log(`${version}: ${files.length} files, ${(size / 1e6).toFixed(1)} MB packed. Look at the changes, then:

  npm test
  git commit -am "Release ${version}" && git tag v${version}
  npm publish ${folder}`);
}

async function pack(): Promise<{ readonly files: readonly string[]; readonly size: number }> {
  await makePackage(folder);
  const { stdout } = await execa('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder });
  const [packed] = JSON.parse(stdout) as readonly {
    readonly size: number;
    readonly files: readonly { path: string }[];
  }[];
  return { size: packed?.size ?? 0, files: packed?.files.map(({ path }) => path) ?? [] };
}

async function git(...args: readonly string[]): Promise<string> {
  return (await execa('git', args, { cwd: root })).stdout;
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}
