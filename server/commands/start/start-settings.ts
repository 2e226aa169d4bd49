import { readArguments } from '../arguments.ts';
import { UsageError } from '../io.ts';

export const FLAGS = `  --no-open       do not open the browser
  --port N        use exactly this port (default: a port derived from the folder, or the next free one)
  --site URL      let the hosted site at https://… use this runner, after asking you; can be repeated
  --author        offer *Accept this output* below failed checks: it rewrites them in the guide's file
  --yes, -y       answer yes to the questions at the start
`;

export interface StartSettings {
  /** The folder or file to serve; undefined: the current folder. */
  readonly path: string | undefined;
  readonly open: boolean;
  readonly yes: boolean;
  /** Whether the reader is also the author, and may accept outputs into the guide's files. */
  readonly author?: boolean;
  readonly port: number | undefined;
  /** The origins of hosted sites whose pages may connect. */
  readonly sites: readonly string[];
  /** The path of the first page, by origin: `/docs/` for `--site https://example.com/docs/`. */
  readonly homes?: ReadonlyMap<string, string>;
}

/** Reads the command line of `guidepost start` and `guidepost dev`. Throws UsageError. */
export function readSettings(args: readonly string[]): StartSettings {
  const { values, positionals } = readArguments(
    args,
    {
      'no-open': { type: 'boolean' },
      port: { type: 'string' },
      site: { type: 'string', multiple: true },
      yes: { type: 'boolean', short: 'y' },
      author: { type: 'boolean' },
    },
    1,
  );
  const sites = (values.site ?? []).map(readSite);
  return {
    path: positionals[0],
    open: !values['no-open'],
    yes: values.yes ?? false,
    author: values.author ?? false,
    port: values.port === undefined ? undefined : readPort(values.port),
    sites: [...new Set(sites.map(({ origin }) => origin))],
    homes: new Map(sites.map(({ origin, pathname }) => [origin, pathname])),
  };
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 1 || port > 65_535) throw new UsageError(`--port ${text} should be a number from 1 to 65535`);
  return port;
}

/** http is allowed only on this machine: elsewhere, somebody in between could change a page and what it runs. */
function readSite(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isLocal = url?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
  if (url?.hostname.includes('*'))
    throw new UsageError(`--site ${text}: give each site in full; wildcards are not supported`);
  if (url?.protocol === 'https:' || isLocal) return url;
  throw new UsageError(`--site ${text} should look like --site https://docs.example.com`);
}
