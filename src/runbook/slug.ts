/**
 * "4. Create the Migration!" → "create-the-migration": the default id of a block, a guide or an option group. Letters
 * lose their marks: "Größe ändern" → "grosse-andern".
 */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/^\s*(step\s+)?\d+[.):]\s*/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
}
