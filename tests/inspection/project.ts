/**
 * Copies of the practice project, in a folder with a blank and a quote, that the programs of the guide look at and
 * mend.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { readGuide } from '../../server/guides/read-guides.ts';

export const folder = resolve(import.meta.dirname, '..', '..', 'content', 'guides', 'infrastructure-migration');
export const { runbook } = await readGuide(folder);

/** What the programs of the guide that run in the project's environment need. */
export const PACKAGES = [
  'alembic<2',
  'sqlalchemy[asyncio]<3',
  'asyncpg',
  'psycopg2-binary',
  'pydantic-settings',
  'fastapi',
  'pgvector',
  'python-dotenv',
];

const programs = (ids: readonly string[]) =>
  ids.map((id) => runbook.blocks.find((block) => block.id === id)?.script ?? '');

/**
 * Runs bash in backend/ of a fresh copy, with the words of the guide (`propose`, `apply`, `take_back`) and its fields.
 */
export function runInProject(
  t: TestContext,
  script: string,
  env: Readonly<Record<string, string>> = {},
  words: readonly string[] = ['inspector', 'mender'],
): { readonly code: number | null; readonly out: string } {
  const home = mkdtempSync(join(tmpdir(), "guidepost it's a "));
  t.after(() => rmSync(home, { recursive: true, force: true }));
  const project = join(home, 'project');
  cpSync(join(folder, 'practice'), project, { recursive: true });
  const text = ['exec 2>&1', ...programs(words), 'cd "$PROJECT_DIR/backend"', script].join('\n');
  const ended = spawnSync('bash', ['-eo', 'pipefail', '-c', text], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'], // with a socket for its stdin, bash reads the user's ~/.bashrc
    env: { ...FIELDS, PATH: process.env['PATH'], PROJECT_DIR: project, TOOLS_DIR: join(home, 'tools'), ...env },
  });
  return { code: ended.status, out: ended.stdout };
}

const FIELDS = {
  DB_HOST: 'localhost',
  DB_PORT: '5432',
  DB_USER: 'humanizer',
  DB_NAME: 'humanizer',
  LANG: 'C.UTF-8',
};
