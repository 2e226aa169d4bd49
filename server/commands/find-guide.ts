import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readGuide } from '../guides/read-guides.ts';
import { readProject } from '../project/project.ts';
import type { Guide } from '../engine/index.ts';
import { UsageError } from './io.ts';
import type { Io } from './io.ts';
import { findProject } from './find-project.ts';
import { suggestion } from './suggest.ts';

/**
 * Finds the guide that the user means: by the path of a Markdown file, of a guide's folder or of a folder with one
 * guide, or else by its name in this project. Throws UsageError, and RunbookError for a mistake in the guide.
 */
export async function findGuide(nameOrPath: string | undefined, io: Io): Promise<Guide> {
  if (nameOrPath === undefined) throw new UsageError('name a guide, or give the path of a Markdown file');
  const path = resolve(io.cwd, nameOrPath);
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) return readGuide(path);
  const { guides, broken } = await findProject(undefined, io);
  const named = guides.find(({ runbook }) => runbook.id === nameOrPath);
  if (named) return named;
  if (info?.isDirectory()) return onlyGuide(path, nameOrPath);
  const looksLikePath = /[/\\]|\.mdx?$/.test(nameOrPath);
  if (looksLikePath) throw new UsageError(`there is no file ${nameOrPath}`);
  const [error] = broken;
  if (guides.length === 0 && error) throw error;
  const names = guides.map(({ runbook }) => runbook.id);
  throw new UsageError(`there is no guide ${nameOrPath}${suggestion(nameOrPath, names)}`);
}

async function onlyGuide(path: string, name: string): Promise<Guide> {
  const { guides, broken } = await readProject(path);
  const [only, ...others] = guides;
  if (only && others.length === 0) return only;
  const [error] = broken;
  if (error) throw error;
  if (!only) return readGuide(path);
  const names = guides.map(({ runbook }) => runbook.id).join(', ');
  throw new UsageError(`${name} holds ${guides.length} guides: ${names}; give the path of one`);
}
