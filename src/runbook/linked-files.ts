/**
 * Which files a link in Markdown may mean, for the pages of the site and for `lint`: a file, a page without its ending,
 * or the first page of a folder.
 */

const PAGES = ['.md', '.mdx'];
const FIRST = ['index', 'README', 'readme', 'Readme'].flatMap((name) => PAGES.map((ending) => `/${name}${ending}`));

/** The likeliest first. `path` is absolute, and may end in a slash. */
export function linkedFiles(path: string): readonly string[] {
  const plain = path.replace(/\/+$/, '');
  return [
    plain,
    ...(plain === path ? PAGES : []).map((ending) => plain + ending),
    ...FIRST.map((name) => plain + name),
  ];
}

/** Whether a link leads to another host, or names a scheme such as `mailto:`. */
export function isElsewhere(url: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(url);
}

/** `folder` and those above it: a link that begins with `/` is meant from one of them, on GitHub from the topmost. */
export function foldersAbove(folder: string): readonly string[] {
  const parts = folder.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/') || '/');
}
