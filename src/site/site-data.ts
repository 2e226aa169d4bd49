/**
 * What the front matter of a page sets for Starlight. Keys that insert HTML, load files or move the page are not
 * allowed; keys that are not known here are ignored.
 */
import { z } from 'zod';
import { readYaml } from '../runbook/yaml.ts';

const link = z.union([z.boolean(), z.string(), z.strictObject({ label: z.string() })]).optional();
const Kept = z.object({
  title: z.union([z.string(), z.number(), z.boolean()]).optional(), // `title: 404` is a number in YAML
  description: z.string().optional(),
  sidebar: z
    .strictObject({
      order: z.number(),
      label: z.string(),
      hidden: z.boolean(),
      badge: z.union([z.string(), z.strictObject({ text: z.string(), variant: z.string().optional() })]),
    })
    .partial()
    .optional(),
  tableOfContents: z.unknown().optional(),
  lastUpdated: z.unknown().optional(),
  prev: link,
  next: link,
  draft: z.boolean().optional(),
  pagefind: z.boolean().optional(),
});
const NOT_FOR_PAGES = ['slug', 'editUrl', 'head', 'template', 'hero', 'banner'];

/** `yaml` is the front matter of `file`; `warn` is called for what is omitted. */
export function siteData(
  yaml: string,
  file: string,
  warn: (sentence: string) => void,
): Readonly<Record<string, unknown>> {
  const data = readYaml(yaml);
  const kept = Object.entries(Object(data)).flatMap(([key, value]) => {
    if (NOT_FOR_PAGES.includes(key)) warn(`${file}: front matter: ${key} is ignored: a page cannot set it`);
    const schema = Object.entries(Kept.shape).find(([name]) => name === key)?.[1];
    const read = schema?.safeParse(value);
    if (read?.success === false)
      warn(`${file}: front matter: ${key} is left out: ${read.error.issues[0]?.message ?? 'it cannot be read'}`);
    return read?.success ? [[key, read.data] as const] : [];
  });
  return Object.fromEntries(kept);
}
