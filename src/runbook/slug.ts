/** "4. Create the Migration!" → "create-the-migration": the default id of a block, a guide or an option group. */
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
