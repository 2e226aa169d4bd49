/**
 * The edit link of each page, by the page's address: the project's `edit` address, with the path of the page's file.
 */
import { relative, sep } from 'node:path';

interface PageFile {
  readonly file: string;
  readonly entry: string;
}

/** `folder` is the absolute path of the pages. There are no links without `edit`. */
export function editLinks(
  edit: string | null,
  folder: string,
  pages: readonly PageFile[],
): Readonly<Record<string, string>> {
  if (edit === null) return {};
  const pathOf = (file: string) => relative(folder, file).split(sep).map(encodeURIComponent).join('/');
  return Object.fromEntries(pages.map(({ file, entry }) => [entry, `${edit.replace(/\/$/, '')}/${pathOf(file)}`]));
}
