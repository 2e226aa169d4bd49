/** A shell of a test, and what its scripts print. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { CommandEnd } from '../../src/runbook/model.ts';
import type { Carried } from '../../server/engine/shell/carry.ts';
import { readBash } from '../../server/engine/shell/bash.ts';
import { cleanEnvironment } from '../../server/engine/shell/inherited-environment.ts';
import { type Script, type Shell, openShell } from '../../server/engine/shell/index.ts';
import { folder } from './runbook.ts';

/** The one on this system, or any other: the contract holds for every bash since 3.2. */
export const BASH = readBash(process.env['GUIDEPOST_TEST_BASH'] ?? '/bin/bash');

export interface Ran {
  readonly output: string;
  readonly bytes: Buffer;
  readonly code: number | null;
  readonly signal: string | null;
  readonly commands: readonly CommandEnd[];
  readonly lines: readonly (number | null)[];
  readonly forgotten: string | null;
}

export type Run = (text: string, more?: Partial<Script>) => Promise<Ran>;

let count = 0;

export function shellIn(
  t: TestContext,
  env: Record<string, string> = {},
  state: Carried | null = null,
): { run: Run; home: string; shell: Shell } {
  const home = realpathSync(folder(t));
  const shell = openShell({
    bash: BASH,
    folder: join(home, 'guidepost'),
    env: { ...cleanEnvironment(process.env), ...env },
    home: () => home,
    session: 'shell',
    state,
    onState: () => undefined,
  });
  const run: Run = async (text, more = {}) => {
    const chunks: Buffer[] = [];
    const commands: CommandEnd[] = [];
    const lines: (number | null)[] = [];
    let forgotten: string | null = null;
    const running = await shell.start({
      id: `run-${(count += 1)}`,
      name: 'block',
      text,
      with: null,
      cwd: null,
      env: {},
      carry: true,
      split: false,
      terminal: null,
      typed: false,
      onPaused: () => undefined,
      onOutput: (bytes) => chunks.push(Buffer.from(bytes)),
      onCommand(line, previous) {
        lines.push(line);
        if (previous) commands.push(previous);
      },
      onForgotten: (why) => (forgotten = why),
      onBackground: () => undefined,
      wantsMore: () => false,
      ...more,
    });
    const exit = await running.ended;
    const bytes = Buffer.concat(chunks);
    return { ...exit, bytes, output: bytes.toString(), commands, lines, forgotten };
  };
  return { run, home, shell };
}
