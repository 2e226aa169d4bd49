/** Uses the first heading as the title of a page that has none in its front matter. */
import { readFileSync } from 'node:fs';
import type { Loader } from 'astro/loaders';
import { titleOf } from '../runbook/reading/page-title.ts';

export function withTitles(files: Loader): Loader {
  return {
    ...files,
    load: (context) =>
      files.load({
        ...context,
        parseData: (entry) => context.parseData({ ...entry, data: withTitle(entry.data, entry.filePath) }),
      }),
  };
}

function withTitle<D extends Record<string, unknown>>(data: D, file = ''): D {
  const { title } = data;
  if (typeof title === 'string' && title !== '') return data;
  // YAML reads `title: 404` as a number
  const own = typeof title === 'number' || typeof title === 'boolean' ? `${title}` : null;
  return { ...data, title: own ?? titleOf(readFileSync(file, 'utf8'), file) };
}
