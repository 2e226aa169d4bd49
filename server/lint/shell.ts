/** Checks blocks with the shell itself and, if installed, with ShellCheck. No block is run. */
import { execa } from 'execa';
import type { Block, Runbook } from '../../src/runbook/model.ts';
import { isShell } from './block-rules.ts';
import type { Finding } from './finding.ts';

export async function shellFindings({ blocks }: Runbook, useShellCheck: boolean): Promise<readonly Finding[]> {
  const own = blocks.filter((block) => isShell(block) && block.language !== 'console');
  const found = await Promise.all(
    own.map(async (block) => [...(await syntax(block)), ...(useShellCheck ? await shellCheck(block) : [])]),
  );
  return found.flat();
}

/** `bash -n` parses a script without running it. */
async function syntax(block: Block): Promise<readonly Finding[]> {
  if (block.language === 'zsh') return [];
  const { exitCode, stderr } = await execa('bash', ['--noprofile', '--norc', '-n'], {
    input: block.script,
    env: { LC_ALL: 'C' },
    reject: false,
  });
  if (exitCode === 0 || exitCode === undefined) return [];
  const [first = ''] = stderr.split('\n');
  const [, line = '1', what = first] = /line (\d+): (.*)$/.exec(first) ?? [];
  return [finding(block, Number(line), 'error', 'syntax', what)];
}

interface Comment {
  readonly line: number;
  readonly level: string;
  readonly code: number;
  readonly message: string;
}

/** Excludes unassigned and unused names (SC2154, SC2034), because a block may use what an earlier one has defined. */
async function shellCheck(block: Block): Promise<readonly Finding[]> {
  const shell = block.language === 'sh' ? 'sh' : 'bash';
  const { stdout } = await execa(
    'shellcheck',
    ['--format=json', `--shell=${shell}`, '--exclude=SC2154,SC2034,SC2155,SC1090,SC1091', '-'],
    { input: block.script, reject: false },
  );
  const comments = parsed(stdout).filter(({ level }) => level === 'error' || level === 'warning');
  return comments.map(({ line, code, message }) =>
    finding(block, line, 'warning', 'shellcheck', `SC${code}: ${message}`),
  );
}

export async function hasShellCheck(): Promise<boolean> {
  const { failed } = await execa('shellcheck', ['--version'], { reject: false, stdio: 'ignore' });
  return !failed;
}

function parsed(json: string): readonly Comment[] {
  try {
    return JSON.parse(json) as readonly Comment[];
  } catch {
    return [];
  }
}

function finding(
  { file, line }: Block,
  at: number,
  level: Finding['level'],
  rule: Finding['rule'],
  message: string,
): Finding {
  return { file, line: line + at, level, rule, message };
}
