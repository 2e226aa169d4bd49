/** What both CI systems are told, as the words of a shell. */
export interface Pipeline {
  /** Of the guidepost package. */
  readonly version: string;
  /** From the folder of the repository; null for all of it. */
  readonly path: string | null;
  /** `GROUP=A,B`; each combination is a run of its own. */
  readonly options: readonly string[];
  /** Over so many machines. */
  readonly shards: number;
  /** Names of GitHub's machines. */
  readonly machines: readonly string[];
}

export function npx({ version }: Pipeline): string {
  return `npx --yes guidepost@${version}`;
}

/** `docs --option database=fresh,existing` */
export function what({ path, options }: Pipeline): string {
  return [path === null ? '--all' : quoted(path), ...options.map((option) => `--option ${option}`)].join(' ');
}

export function where({ path }: Pipeline): string {
  return path === null ? '' : ` ${quoted(path)}`;
}

function quoted(path: string): string {
  return path.includes(' ') ? `'${path}'` : path;
}
