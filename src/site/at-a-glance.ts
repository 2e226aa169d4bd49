/** What a guide needs, takes and changes, computed from its blocks: for its first page, before anything runs. Pure. */
import type { Block, Input, Runbook } from '../runbook/model.ts';
import { estimate } from '../runbook/session/time-left.ts';

export interface AtAGlance {
  readonly steps: number;
  readonly pages: number;
  readonly checks: number;
  /** The total of the author's times, in ms; null if there are none. */
  readonly about: number | null;
  /** The values that must be entered, because they have no default. */
  readonly needed: readonly Input[];
  /** The newest bash version that a step needs. */
  readonly bash: string | null;
  /** Steps that ask first because they destroy something. */
  readonly dangers: readonly Block[];
  readonly files: readonly string[];
}

/** `steps` are those that count for the reader. */
export function atAGlance({ inputs, practice }: Runbook, steps: readonly Block[]): AtAGlance {
  const given = (name: string) => practice?.inputs[name] !== undefined;
  return {
    steps: steps.length,
    pages: new Set(steps.map(({ page }) => page)).size,
    checks: steps.flatMap(({ expectations }) => expectations).length,
    about: estimate(steps, {})?.ms ?? null,
    needed: inputs.filter(({ required, default: fallback, name }) => required && fallback === null && !given(name)),
    bash:
      steps.flatMap(({ bash }) => bash ?? []).toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))[0] ??
      null,
    dangers: steps.filter(({ confirm }) => confirm !== null),
    files: [...new Set(steps.flatMap(({ change }) => filesOf(change)))],
  };
}

function filesOf(change: Block['change']): readonly string[] {
  if (change?.by === 'file') return [change.path];
  return change?.by === 'patch' ? change.paths : [];
}
