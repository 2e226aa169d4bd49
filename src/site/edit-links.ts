/** Where the file of each page is changed, by the page's address: below the address that the project's `edit` names. */
import { relative, sep } from 'node:path';

interface PageFile {
  readonly file: string;
  readonly entry: string;
}

/** `folder` is the absolute one of the pages. None without `edit`. */
export function editLinks(
  edit: string | null,
  folder: string,
  pages: readonly PageFile[],
): Readonly<Record<string, string>> {
  if (edit === null) return {};
  const pathOf = (file: string) => relative(folder, file).split(sep).map(encodeURIComponent).join('/');
  return Object.fromEntries(pages.map(({ file, entry }) => [entry, `${edit.replace(/\/$/, '')}/${pathOf(file)}`]));
}
