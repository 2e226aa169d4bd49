/** A script of ours as it stands in a page: without the comments, which are for whoever reads its file. */
export function inlineScript(source: string): string {
  return source.replaceAll(/^ *\/\/.*\n/gm, '');
}
