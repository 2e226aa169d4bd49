import type { Runbook } from '../../../src/runbook/model.ts';
import { allowOnly, pairs, readArguments } from '../arguments.ts';
import { UsageError } from '../io.ts';
import { suggestion } from '../suggest.ts';
import type { Selection } from './plan.ts';
import { type Reports, readReports } from './reports.ts';

export interface RunSettings extends Selection {
  readonly guide: string | undefined;
  readonly practice: boolean;
  readonly inputs: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly reports: Reports;
  readonly inputFile: string | null;
  readonly keepGoing: boolean;
  /** Also what needs a block that has not passed. */
  readonly anyway: boolean;
  readonly keep: boolean;
  readonly verbose: boolean;
  readonly yes: boolean;
}

/** Reads the command line of `guidepost run`, or of a command that has only `flags` of it. Throws UsageError. */
export function readSettings(args: readonly string[], flags?: readonly string[]): RunSettings {
  const options = {
    practice: { type: 'boolean' },
    option: { type: 'string', multiple: true },
    input: { type: 'string', multiple: true },
    from: { type: 'string' },
    only: { type: 'string', multiple: true },
    'input-file': { type: 'string' },
    undo: { type: 'boolean' },
    optional: { type: 'boolean' },
    'keep-going': { type: 'boolean' },
    anyway: { type: 'boolean' },
    keep: { type: 'boolean' },
    report: { type: 'string', multiple: true },
    verbose: { type: 'boolean', short: 'v' },
    yes: { type: 'boolean', short: 'y' },
  } as const;
  const { values, positionals } = readArguments(args, options, 1);
  allowOnly(flags ?? Object.keys(options), values);
  const only = (values.only ?? []).flatMap((ids) => ids.split(','));
  if ([...only, values.from].includes(''))
    throw new UsageError('--only and --from need the id of a block: --only ID,ID');
  if (values.from !== undefined && only.length > 0)
    throw new UsageError('--from and --only both say what runs: leave one of them out');
  if (values.keep && !values.practice)
    throw new UsageError('--keep is about the copy of a practice session: say --practice, or leave --keep out');
  return {
    guide: positionals[0],
    practice: values.practice ?? false,
    inputs: Object.fromEntries(pairs('input', values.input)),
    options: Object.fromEntries(pairs('option', values.option)),
    reports: readReports(values.report),
    from: values.from ?? null,
    only,
    undo: values.undo ?? false,
    optional: values.optional ?? false,
    inputFile: values['input-file'] ?? null,
    keepGoing: values['keep-going'] ?? false,
    anyway: values.anyway ?? false,
    keep: values.keep ?? false,
    verbose: values.verbose ?? false,
    yes: values.yes ?? false,
  };
}

/** Whether the guide has what the command line names. Throws UsageError. */
export function checkSettings({ practice, inputs, options }: RunSettings, runbook: Runbook): void {
  if (practice && !runbook.practice)
    throw new UsageError(`${runbook.id} has no practice workspace: leave --practice out`);
  for (const [group, option] of Object.entries(options)) {
    const names = runbook.groups.map(({ name }) => name);
    const found = runbook.groups.find(({ name }) => name === group);
    if (!found) throw new UsageError(`${runbook.id} has no choice ${group}${suggestion(group, names)}`);
    const known = found.options.map(({ name }) => name);
    if (!known.includes(option)) throw new UsageError(`${group} has no option ${option}${suggestion(option, known)}`);
  }
  const names = runbook.inputs.map(({ name }) => name);
  for (const name of Object.keys(inputs)) {
    if (!names.includes(name)) throw new UsageError(`${runbook.id} has no input ${name}${suggestion(name, names)}`);
  }
}
