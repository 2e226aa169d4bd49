/**
 * What grows with a guide: the time and the memory of `guidepost run` over blocks with checks, and the page of a guide
 * of 1,000 blocks against one of 100. Where scrut is on the PATH, it runs the same checks in the same run.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pagesOf } from './scale-page.ts';
import type { Row } from './table.ts';

const CLI = resolve(import.meta.dirname, '..', 'server', 'cli.ts');
const COUNTS = [100, 300, 1000, 5000];
/** The CLI, which tells at its end how much memory it took. */
const MEASURED = `process.on('exit', () => console.error('kB ' + process.resourceUsage().maxRSS)); await import(process.argv[1]);`;

export async function rows(): Promise<readonly Row[]> {
  const root = mkdtempSync(join(tmpdir(), 'guidepost-bench-'));
  try {
    const hasPeer = spawnSync('scrut', ['--version']).status === 0;
    if (!hasPeer) console.error('  without scrut, which is not on the PATH: cargo install scrut');
    const checked = COUNTS.map((count) => withChecks(root, count, hasPeer));
    const [least, , , most] = checked;
    if (!least || !most) return [];
    return [
      ...checked.flatMap(({ count, ours, loop, peer }) => {
        const name = `guidepost run, ${count.toLocaleString('en')} blocks with checks`;
        const against = (floor: number) => ({
          ratio: ours.ms / floor,
          detail: `${seconds(ours.ms)} over ${seconds(floor)}`,
        });
        return [
          { name: `${name} / a loop of \`bash FILE\``, target: '≤ 3', ...against(loop) } as const,
          ...(peer === null ? [] : [{ name: `${name} / scrut`, target: '≤ 1', ...against(peer) } as const]),
        ];
      }),
      {
        name: 'memory of guidepost run, 5,000 blocks / 100 blocks',
        ratio: most.ours.kB / least.ours.kB,
        target: '≤ 2',
        detail: `${megabytes(most.ours.kB)} over ${megabytes(least.ours.kB)}`,
      },
      ...(await pagesOf(root)),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function withChecks(root: string, count: number, hasPeer: boolean) {
  const folder = join(root, String(count));
  mkdirSync(folder);
  const all = Array.from({ length: count }, (_, at) => at);
  const guide = all.map(
    (at) => `\`\`\`bash id=b${at}\necho line ${at}\n\`\`\`\n\n\`\`\`text check\nline ${at}\n\`\`\`\n`,
  );
  writeFileSync(join(folder, 'guide.md'), `# ${count}\n\n${guide.join('\n')}`);
  for (const at of all) writeFileSync(join(folder, `${at}.sh`), `echo line ${at}\n`);
  const loop = took(folder, 'bash', ['-c', 'for ((i = 0; i < $1; i++)); do bash $i.sh; done', 'loop', String(count)]);
  const ours = took(folder, process.execPath, ['--input-type=module', '-e', MEASURED, CLI, 'run', 'guide.md']);
  return { count, loop: loop.ms, ours, peer: hasPeer ? scrut(folder, all) : null };
}

function scrut(folder: string, all: readonly number[]): number {
  const tests = all.map((at) => `# Line ${at}\n\n\`\`\`scrut\n$ echo line ${at}\nline ${at}\n\`\`\`\n`);
  writeFileSync(join(folder, 'scrut.md'), tests.join('\n'));
  return took(folder, 'scrut', ['test', 'scrut.md']).ms;
}

function took(folder: string, program: string, args: readonly string[]): { readonly ms: number; readonly kB: number } {
  const start = performance.now();
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
  const { status, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${program} ended with ${String(status)}: ${stderr.slice(-500)}`);
  return { ms: performance.now() - start, kB: Number(/kB (\d+)/.exec(stderr)?.[1] ?? 0) };
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function megabytes(kB: number): string {
  return `${Math.round(kB / 1024)} MB`;
}
