/** The manual's place in the navigation: absent as long as there is no manual. */
import { existsSync, readdirSync } from 'node:fs';

export function manualPages(content: string) {
  const folder = `${content}/manual`;
  const pages = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.mdx?$/.test(file))
    : [];
  return pages.length > 0 ? [{ label: 'Manual', items: [{ autogenerate: { directory: 'manual' } }] }] : [];
}
