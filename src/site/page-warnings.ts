/** What the site leaves out of a page, said once where it is built. */
const said = new Set<string>();

export function warn(sentence: string): void {
  if (said.has(sentence)) return;
  said.add(sentence);
  process.stderr.write(`${sentence}\n`);
}
