/** One of our scripts as it is in a page: without its comments. */
export function inlineScript(source: string): string {
  return source.replaceAll(/^ *\/\/.*\n/gm, '');
}
