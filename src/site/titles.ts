import { titleOf } from '../runbook/reading/page-title.ts';

/** Uses the first heading as the title of a page that has none in its front matter. `text` is that of its file. */
export function withTitle<D extends Readonly<Record<string, unknown>>>(data: D, file: string, text: string): D {
  const { title } = data;
  if (typeof title === 'string' && title !== '') return data;
  // YAML reads `title: 404` as a number
  const own = typeof title === 'number' || typeof title === 'boolean' ? `${title}` : null;
  return { ...data, title: own ?? titleOf(text, file) };
}
