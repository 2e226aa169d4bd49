/** A value as a reader would type it: as one word, bare where nothing in it is special; inside of double quotes, or of a here-document. */
export function asTyped(value: string, quotes?: string): string {
  if (quotes === 'double') return value.replace(/["\\$`]/g, '\\$&');
  if (quotes === 'document') return value.replace(/[\\$`]/g, '\\$&');
  return /^[\w./:@%+,=-]+$/.test(value) && !value.startsWith('=') ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
