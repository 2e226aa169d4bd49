import { execa } from 'execa';
import { join } from 'node:path';
import type { Counts } from './stage.ts';

/** A program from node_modules/.bin as one test: its exit code is the verdict. */
export async function program(root: string, name: string, args: readonly string[], env = {}): Promise<Counts> {
  const code = await exitCode(root, name, args, env);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Its output goes where ours goes. Node's own folder comes first on PATH, so that its `node` is the one we run on. */
export async function exitCode(root: string, name: string, args: readonly string[], env = {}): Promise<number | null> {
  const bin = join(root, 'node_modules', '.bin');
  const PATH = [join(process.execPath, '..'), bin, process.env['PATH']].join(':');
  const { exitCode: code } = await execa(join(bin, name), args, {
    cwd: root,
    env: { PATH, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
  });
  return code ?? null;
}
