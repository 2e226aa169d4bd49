/**
 * The command that users type, over guides of 100, 1,000 and 5,000 blocks of `true`, and of 1,000 blocks with a check,
 * against a loop of `bash FILE`.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Row } from './table.ts';

const CLI = resolve(import.meta.dirname, '..', 'server', 'cli.ts');
const LOOP = 'for ((i = 0; i < $1; i++)); do bash "$2"; done';

const CHECK = '\n```text check\nready\n```\n';
const GUIDES = [
  [100, 'true', ''],
  [1000, 'true', ''],
  [5000, 'true', ''],
  [1000, 'echo ready', CHECK],
] as const;

export async function rows(): Promise<readonly Row[]> {
  const root = mkdtempSync(join(tmpdir(), 'guidepost-bench-'));
  const script = join(root, 'block.sh');
  try {
    const made: Row[] = [];
    for (const [count, command, check] of GUIDES) {
      const guide = join(root, 'guide.md');
      writeFileSync(script, `${command}\n`);
      const block = (_: unknown, at: number) => `\`\`\`bash id=b${at}\n${command}\n\`\`\`\n${check}`;
      writeFileSync(guide, `# ${count}\n\n${Array.from({ length: count }, block).join('\n')}`);
      const floor = await took(root, 'bash', ['-c', LOOP, 'loop', String(count), script]);
      const ours = await took(root, process.execPath, [CLI, 'run', guide]);
      const detail = `${(ours / 1000).toFixed(1)} s over ${(floor / 1000).toFixed(1)} s`;
      const name = `guidepost run, ${count.toLocaleString('en')} \`${command}\` blocks${check && ' with a check'} / a loop of \`bash FILE\``;
      made.push({ name, ratio: ours / floor, target: '≤ 3', detail });
    }
    return made;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function took(root: string, program: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  const env = { ...process.env, XDG_STATE_HOME: join(root, 'state') };
  const child = spawn(program, args, { cwd: root, env, stdio: 'ignore' });
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}`);
  return performance.now() - start;
}
