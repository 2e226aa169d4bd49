/** The title of a page without one in its front matter: its first heading, or else its file name. */
import { readTree, splitDocument } from './document.ts';
import { textOf } from '../tree.ts';

export function titleOf(text: string, file: string): string {
  const name = file.replace(/^.*\//, '').replace(/\.mdx?$/, '');
  const root = readTree(file, splitDocument(file, text).body);
  const heading = root.children?.find(({ type, depth }) => type === 'heading' && depth === 1);
  return (heading && textOf(heading)) || name;
}
