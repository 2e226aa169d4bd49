/**
 * The runs that a command line asks for: each guide once, or once for each combination of the options to try.
 */
import type { Runbook } from '../../../src/runbook/model.ts';
import { UsageError } from '../io.ts';
import { suggestion } from '../suggest.ts';
import { flagsOf, type RunSettings } from './settings.ts';
import type { FoundGuide } from './which-guides.ts';

export interface Task extends FoundGuide {
  readonly options: Readonly<Record<string, string>>;
  /** The flags for this run. */
  readonly flags: readonly string[];
}

/** Each guide gets the options and inputs that it has. Throws UsageError for one that no guide has. */
export function tasksOf(guides: readonly FoundGuide[], settings: RunSettings): readonly Task[] {
  const { options, inputs } = settings;
  refuseUnknown('option group', Object.keys(options), guides, groupsOf);
  for (const [group, names] of Object.entries(options)) {
    const known = (runbook: Runbook) => optionsOf(runbook, group).map((name) => `${group}=${name}`);
    refuseUnknown(
      'option',
      names.split(',').map((name) => `${group}=${name}`),
      guides,
      known,
    );
  }
  refuseUnknown('input', Object.keys(inputs), guides, inputsOf);
  return guides.flatMap((guide) => {
    const own = only(inputs, inputsOf(guide.runbook));
    return combinations(only(options, groupsOf(guide.runbook))).map((each) => ({
      ...guide,
      options: each,
      flags: flagsOf({ ...settings, inputs: own, options: each }),
    }));
  });
}

/** `{ db: 'a,b', os: 'x' }` → `{ db: 'a', os: 'x' }` and `{ db: 'b', os: 'x' }`. */
function combinations(options: Readonly<Record<string, string>>): readonly Readonly<Record<string, string>>[] {
  return Object.entries(options).reduce<readonly Readonly<Record<string, string>>[]>(
    (all, [group, names]) => names.split(',').flatMap((name) => all.map((each) => ({ ...each, [group]: name }))),
    [{}],
  );
}

function groupsOf({ groups }: Runbook): readonly string[] {
  return groups.map(({ name }) => name);
}

function optionsOf({ groups }: Runbook, group: string): readonly string[] {
  return groups.filter(({ name }) => name === group).flatMap(({ options }) => options.map(({ name }) => name));
}

function inputsOf({ inputs }: Runbook): readonly string[] {
  return inputs.map(({ name }) => name);
}

function only(given: Readonly<Record<string, string>>, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
}

function refuseUnknown(
  what: string,
  names: readonly string[],
  guides: readonly FoundGuide[],
  of: (runbook: Runbook) => readonly string[],
): void {
  const known = [...new Set(guides.flatMap(({ runbook }) => of(runbook)))];
  const unknown = guides.length === 0 ? undefined : names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`no guide has the ${what} ${unknown}${suggestion(unknown, known)}`);
}
