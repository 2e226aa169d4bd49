/** Lists the Markdown files of a folder, with their addresses on the site. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RunbookError } from '../../src/runbook/error.ts';

export interface MarkdownFile {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  /** Its address on the site, without slashes at the ends: `setup/install`; `index` for the site's first page. */
  readonly entry: string;
}

/**
 * Lists the files, sorted by path, without those in folders for dependencies and build results. `entry` makes the
 * address of a path. Throws RunbookError if the folder contains too many files.
 */
export async function markdownFiles(folder: string, entry = entryOf): Promise<readonly MarkdownFile[]> {
  const paths: string[] = [];
  let seen = 0;
  await walk('');
  return withEntries(paths.toSorted(), entry);

  async function walk(at: string): Promise<void> {
    const entries = await readdir(join(folder, at), { withFileTypes: true });
    seen += entries.length;
    if (seen > MOST) throw new RunbookError({ file: folder, line: 0 }, TOO_MANY);
    for (const entry of entries) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (/^[._]/.test(entry.name)) continue;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) await walk(path);
      } else if (entry.isFile() && /\.mdx?$/.test(entry.name)) paths.push(path);
    }
  }
}

const MOST = 100_000;
const TOO_MANY = `this folder contains more than ${MOST} files; name the folder of the guides, or write a guidepost.yaml with folder:`;

const SKIPPED = new Set(['node_modules', 'vendor', 'dist', 'build', 'target', 'venv', '__pycache__']);

/** A README is the index of its folder unless there is an index. Each file gets an address of its own. */
function withEntries(paths: readonly string[], nameOf: (path: string) => string): readonly MarkdownFile[] {
  const taken = new Set<string>();
  const files = new Map<string, string>();
  const first = (path: string) => (/(^|\/)index\.mdx?$/i.test(path) ? 0 : /(^|\/)readme\.mdx?$/i.test(path) ? 1 : 2);
  for (const path of paths.toSorted((a, b) => first(a) - first(b) || (a < b ? -1 : 1))) {
    const wanted = nameOf(path);
    const literal = segmentsOf(path).join('/');
    let entry = taken.has(wanted) ? literal : wanted;
    for (let number = 2; taken.has(entry); number += 1) entry = `${literal}-${number}`;
    taken.add(entry);
    files.set(path, entry);
  }
  return paths.map((path) => ({ path, entry: files.get(path) ?? path }));
}

/** `2. Setup/Read Me.md` → `2-setup/read-me`; for an index or README, the address of its folder. */
export function entryOf(path: string): string {
  const segments = segmentsOf(path);
  if (/^(index|readme)$/.test(segments.at(-1) ?? '')) segments.pop();
  return segments.join('/') || 'index';
}

function segmentsOf(path: string): string[] {
  return path
    .replace(/\.mdx?$/, '')
    .split('/')
    .map(
      (segment) =>
        segment
          .normalize('NFC')
          .toLowerCase()
          .replace(/[^\p{L}\p{N}_-]+/gu, '-')
          .replace(/^-+|-+$/g, '') || 'page',
    );
}
