import type { Runbook } from '../../../src/runbook/model.ts';
import { allowOnly, pairs, readArguments } from '../arguments.ts';
import { UsageError } from '../io.ts';
import { suggestion } from '../suggest.ts';
import type { Selection } from './plan.ts';
import { type Reports, readReports } from './reports.ts';
import { type Shard, readShard } from './shard.ts';

/** The flags that concern a run of many guides. */
export interface ManyFlags {
  readonly all: boolean;
  readonly shard: Shard | null;
  /** A commit. */
  readonly changedSince: string | null;
  /** The file of a JSON report; guides that have passed in it are left out. */
  readonly retryFailed: string | null;
  readonly jobs: number;
  readonly maxFailures: number;
}

export interface RunSettings extends Selection, ManyFlags {
  /** The guides and folders on the command line, in order. */
  readonly guides: readonly string[];
  readonly guide: string | undefined;
  readonly practice: boolean;
  readonly inputs: Readonly<Record<string, string>>;
  /** The options by group; several names, separated by commas, mean as many runs. */
  readonly options: Readonly<Record<string, string>>;
  readonly reports: Reports;
  readonly inputFile: string | null;
  readonly keepGoing: boolean;
  /** Whether to run blocks that need one that has not passed. */
  readonly anyway: boolean;
  readonly keep: boolean;
  readonly verbose: boolean;
  readonly yes: boolean;
}

/** Reads the command line of `guidepost run`, or of a command that has only some of its flags. Throws UsageError. */
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
    all: { type: 'boolean' },
    jobs: { type: 'string' },
    shard: { type: 'string' },
    'changed-since': { type: 'string' },
    'retry-failed': { type: 'string' },
    tag: { type: 'string', multiple: true },
    'max-failures': { type: 'string' },
    verbose: { type: 'boolean', short: 'v' },
    yes: { type: 'boolean', short: 'y' },
  } as const;
  const { values, positionals } = readArguments(args, options, flags ? 1 : Infinity);
  allowOnly(flags ?? Object.keys(options), values);
  const only = (values.only ?? []).flatMap((ids) => ids.split(','));
  if ([...only, values.from].includes(''))
    throw new UsageError('--only and --from need the id of a block: --only ID,ID');
  if (values.from !== undefined && only.length > 0) throw new UsageError('use either --from or --only, not both');
  if (values.keep && !values.practice)
    throw new UsageError('--keep needs --practice, because it keeps the practice copy');
  return {
    guide: positionals[0],
    guides: positionals,
    all: values.all ?? false,
    shard: readShard(values.shard),
    changedSince: filled('changed-since', 'a commit', values['changed-since']),
    retryFailed: filled('retry-failed', 'the file of a JSON report', values['retry-failed']),
    tags: readTags(values.tag),
    jobs: readCount('jobs', values.jobs) ?? 1,
    maxFailures:
      readCount('max-failures', values['max-failures']) ?? (values['keep-going'] || values.jobs ? Infinity : 1),
    practice: values.practice ?? false,
    inputs: Object.fromEntries(pairs('input', values.input)),
    options: readOptions(values.option),
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

/** If a group is given twice, both options are tried. */
function readOptions(values: readonly string[] | undefined): Readonly<Record<string, string>> {
  const byGroup = Map.groupBy(pairs('option', values, 'GROUP=OPTION'), ([group]) => group);
  return Object.fromEntries(
    [...byGroup].map(([group, given]) => {
      const names = new Set(given.flatMap(([, value]) => value.split(',')));
      if (names.has('')) throw new UsageError(`--option ${group}= needs the name of an option`);
      return [group, [...names].join(',')];
    }),
  );
}

function readTags(values: readonly string[] = []): readonly string[] {
  const tags = values.flatMap((value) => value.split(','));
  if (tags.includes('')) throw new UsageError('--tag needs a name: --tag network');
  return tags;
}

/** Null without the flag. An empty value is usually a variable of a script that is not set. Throws UsageError. */
function filled(flag: string, what: string, text: string | undefined): string | null {
  if (text === '') throw new UsageError(`--${flag} needs ${what}, and its value is empty`);
  return text ?? null;
}

function readCount(flag: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new UsageError(`--${flag} ${text} should be a number from 1 to 9999`);
  return Number(text);
}

/** The flags for the process that runs one of many guides. */
export function flagsOf(settings: RunSettings): readonly string[] {
  const { practice, undo, optional, keepGoing, anyway, verbose, yes, inputs, options, tags } = settings;
  const flags = { practice, undo, optional, 'keep-going': keepGoing, anyway, verbose, yes };
  const named = (flag: string, pairs: Readonly<Record<string, string>>) =>
    Object.entries(pairs).flatMap(([name, value]) => [`--${flag}`, `${name}=${value}`]);
  return [
    ...Object.entries(flags).flatMap(([flag, isSet]) => (isSet ? [`--${flag}`] : [])),
    ...named('input', inputs),
    ...named('option', options),
    ...tags.flatMap((tag) => ['--tag', tag]),
  ];
}

/** Throws UsageError if the guide lacks an option, an input or a practice workspace that the command line names. */
export function checkSettings({ practice, inputs, options }: RunSettings, runbook: Runbook): void {
  if (practice && !runbook.practice)
    throw new UsageError(`${runbook.id} has no practice workspace; leave out --practice`);
  for (const [group, option] of Object.entries(options)) {
    const names = runbook.groups.map(({ name }) => name);
    const found = runbook.groups.find(({ name }) => name === group);
    if (!found)
      throw new UsageError(
        `${runbook.id} has no option group ${group}${suggestion(group, names) || '; leave out --option'}`,
      );
    const known = found.options.map(({ name }) => name);
    if (!known.includes(option)) throw new UsageError(`${group} has no option ${option}${suggestion(option, known)}`);
  }
  const names = runbook.inputs.map(({ name }) => name);
  for (const name of Object.keys(inputs)) {
    if (!names.includes(name))
      throw new UsageError(`${runbook.id} has no input ${name}${suggestion(name, names) || '; leave out --input'}`);
  }
}
