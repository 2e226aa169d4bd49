import { execa } from 'execa';

/**
 * What differs from the main branch, committed or not, as paths from the root; on main itself, from the last commit.
 */
export async function changedFiles(root: string): Promise<readonly string[]> {
  const base = (await lines(root, ['merge-base', 'HEAD', 'main']).catch(() => []))[0] ?? 'HEAD';
  const tracked = await lines(root, ['diff', '--name-only', '--relative', base]);
  const untracked = await lines(root, ['ls-files', '--others', '--exclude-standard']);
  return [...new Set([...tracked, ...untracked])].toSorted();
}

async function lines(root: string, args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await execa('git', args, { cwd: root });
  return stdout.split('\n').filter(Boolean);
}
