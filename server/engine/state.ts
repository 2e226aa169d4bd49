/** The carried state of a session on disk, so that a runner that starts again goes on where it was. No secrets. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Input } from '../../src/runbook/model.ts';
import type { Carried } from './carry.ts';

export function writeState(folder: string, state: Carried, inputs: readonly Input[]): void {
  const secret = new Set(inputs.filter(({ type }) => type === 'secret').map(({ name }) => name));
  const kept = { ...state, variables: state.variables.filter(({ name }) => !secret.has(name)) };
  const next = join(folder, `${STATE}.next`);
  writeFileSync(next, JSON.stringify(kept), { mode: 0o600 });
  renameSync(next, join(folder, STATE));
}

/** Null for a session in which nothing ran. */
export function readState(folder: string): Carried | null {
  try {
    return JSON.parse(readFileSync(join(folder, STATE), 'utf8')) as Carried;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const STATE = 'state.json';
