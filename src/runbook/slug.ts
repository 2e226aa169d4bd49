/** "4. Create the Migration!" → "create-the-migration": what an id or a group is called when the author gave no name. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/^\s*(step\s+)?\d+[.):]\s*/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
