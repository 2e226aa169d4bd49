/**
 * The inline scripts that may run in a page: our own first script, and those of Starlight's components, read from their
 * files. No other inline script runs, whatever a page contains.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { inlineScript } from '../../src/site/inline-script.ts';

const ARRIVAL = new URL('../../src/browser/runner/arrival.js', import.meta.url);
const STARLIGHT = ['components/', 'user-components/'].map((folder) => new URL(folder, starlight()));

let known: ReadonlySet<string> | undefined;

/** Their hashes as a policy lists them: `'sha256-…'`. */
export function ownScripts(): ReadonlySet<string> {
  known ??= new Set(
    [inlineScript(readFileSync(ARRIVAL, 'utf8')), ...STARLIGHT.flatMap(scriptsIn)].map((each) => scriptHash(each)),
  );
  return known;
}

/** The hash of a script as the browser computes it, after its parser has turned CRLF and CR into LF. */
export function scriptHash(script: string, encoding: 'utf8' | 'latin1' = 'utf8'): string {
  const text = script.replace(/\r\n?/g, '\n');
  return `'sha256-${createHash('sha256').update(text, encoding).digest('base64')}'`;
}

function scriptsIn(folder: URL): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.astro'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(INLINE)])
    .map(([, script = '']) => script);
}

const INLINE = /<script is:inline\b[^>]*>([^]*?)<\/script>/g;

function starlight(): string {
  return import.meta.resolve('@astrojs/starlight/components');
}
