import type { Runbook } from '../../../src/runbook/model.ts';
import { formats } from '../../report/index.ts';
import { pairs, readArguments } from '../arguments.ts';
import { UsageError } from '../io.ts';
import { suggestion } from '../suggest.ts';
import type { Selection } from './plan.ts';

export interface RunSettings extends Selection {
  readonly guide: string | undefined;
  readonly practice: boolean;
  readonly inputs: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  /** Format and file, in the order given. */
  readonly reports: readonly (readonly [string, string])[];
  readonly inputFile: string | null;
  readonly keepGoing: boolean;
  readonly keep: boolean;
  readonly verbose: boolean;
  readonly yes: boolean;
}

/** Reads the command line of `guidepost run`. Throws UsageError. */
export function readSettings(args: readonly string[]): RunSettings {
  const { values, positionals } = readArguments(args, {
    practice: { type: 'boolean' },
    option: { type: 'string', multiple: true },
    input: { type: 'string', multiple: true },
    from: { type: 'string' },
    only: { type: 'string', multiple: true },
    'input-file': { type: 'string' },
    undo: { type: 'boolean' },
    'keep-going': { type: 'boolean' },
    keep: { type: 'boolean' },
    report: { type: 'string', multiple: true },
    verbose: { type: 'boolean', short: 'v' },
    yes: { type: 'boolean', short: 'y' },
  });
  if (positionals.length > 1) throw new UsageError(`one guide at a time: ${positionals.join(' ')}`);
  const reports = pairs('report', values.report);
  for (const [format] of reports) {
    if (!formats.has(format))
      throw new UsageError(`there is no report ${format}${suggestion(format, [...formats.keys()])}`);
  }
  return {
    guide: positionals[0],
    practice: values.practice ?? false,
    inputs: Object.fromEntries(pairs('input', values.input)),
    options: Object.fromEntries(pairs('option', values.option)),
    reports,
    from: values.from ?? null,
    only: (values.only ?? []).flatMap((ids) => ids.split(',')),
    undo: values.undo ?? false,
    inputFile: values['input-file'] ?? null,
    keepGoing: values['keep-going'] ?? false,
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
