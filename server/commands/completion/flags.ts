/** A flag, read from a command's help: `  --port N   use exactly this port`, or `[--guide NAME]` in its usage. */
export interface Flag {
  readonly name: string;
  readonly takesValue: boolean;
  readonly about: string;
}

export interface Described {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
}

export function flagsOf(usage: string): readonly Flag[] {
  const listed = [...usage.matchAll(/^ {2,}--([a-z][a-z-]*)(?:, -\w)?((?:[ =]\S+)?)(?:.*? {2,}(\S.*))?$/gm)];
  const inUsage = [...usage.matchAll(/\[--([a-z][a-z-]*)([ =][^\]]+)?\]/g)];
  const flags = [...inUsage, ...listed].map(([, name = '', value = '', about = '']) => ({
    name,
    takesValue: value !== '',
    about,
  }));
  return [...new Map(flags.map((flag) => [flag.name, flag])).values()];
}
