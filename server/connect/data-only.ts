/**
 * Makes sure that what a host sends is only data. Everything is checked before anything is written: there are no other
 * files than those that the guide's first page names and its practice folder, and a page is plain Markdown with our own
 * elements. MDX could contain JavaScript that runs while the site is built; HTML could contain scripts, or styles that
 * cover one thing with another.
 */
import { htmlToHast } from 'satteri';
import { RunbookError } from '../../src/runbook/error.ts';
import { readTree, splitDocument } from '../../src/runbook/reading/document.ts';
import { FRONT_MATTER_KEYS, readFrontMatter } from '../../src/runbook/reading/front-matter.ts';
import { reorderedIn } from '../../src/runbook/reading/hidden-characters.ts';
import { liveParts, OWN_ELEMENTS } from '../../src/runbook/reading/live-parts.ts';
import { readIndex } from '../../src/runbook/reading/parse.ts';
import { lineOf, type Node } from '../../src/runbook/tree.ts';
import { readYaml } from '../../src/runbook/yaml.ts';
import { type GuideFiles, bytesOf, practiceFolders } from './manifest.ts';

const ELEMENTS = [
  ...OWN_ELEMENTS,
  ...'a b br code del details em figcaption figure hr i kbd li mark ol p s small strong sub summary sup table tbody td th thead tr ul'.split(
    ' ',
  ),
];
const ATTRIBUTES = 'name label recommended in href title open start colspan rowspan'.split(' ');
/** Front-matter keys that are allowed: ours, and those of the site that add no text to the page. */
const KEYS = ['sidebar', 'tableOfContents', 'lastUpdated', 'prev', 'next', ...FRONT_MATTER_KEYS];

/** Limit for all pages together: more than anybody reads. Parsing takes 500 times the memory of the text. */
const LONGEST = 1 << 20; // bytes

/** More blocks than anybody reads, in all pages together; a fence has two of these lines. */
const MOST_FENCES = 4000;

export function refuseTooMuch(guides: readonly GuideFiles[]): void {
  const pages = guides.flatMap(({ files }) => files.filter(({ path }) => /^[^/]*\.mdx?$/.test(path)));
  const size = pages.reduce((sum, file) => sum + bytesOf(file).length, 0);
  const file = guides.map(({ id }) => id).join(', ');
  const fences = pages.flatMap(
    (page) =>
      bytesOf(page)
        .toString()
        .match(/^[ \t>]*(?:`{3}|~{3})/gm) ?? [],
  ).length;
  if (fences > MOST_FENCES)
    throw new RunbookError(
      { file, line: 0 },
      `its pages have ${fences} lines of fences; those of a host may have ${MOST_FENCES}`,
    );
  if (size <= LONGEST) return;
  throw new RunbookError({ file, line: 0 }, `its pages have ${size} bytes; those of a host may have ${LONGEST}`);
}

/** Throws RunbookError for the first thing that is not data of a guide. */
export function refuseMore({ id, files }: GuideFiles): void {
  const texts = new Map(files.map((file) => [file.path, bytesOf(file).toString()]));
  const [index = '', second] = ['index.mdx', 'index.md'].filter((name) => texts.has(name));
  if (index === '' || second !== undefined)
    throw new RunbookError({ file: id, line: 0 }, 'a guide has one first page, index.md or index.mdx');
  const source = { slug: 'index', file: `${id}/${index}`, text: texts.get(index) ?? '' };
  refuseCode(source.file, source.text);
  const { further, draft } = readIndex(id, source);
  const names = new Set([index, ...further.flatMap((page) => nameOf(page, texts))]);
  const practice = practiceFolders(draft.front.practice?.folder);
  if (/^[./]+$/.test(draft.front.practice?.folder ?? ''))
    throw new RunbookError(
      { file: source.file, line: 1 },
      'its practice folder is the guide itself; blocks could run its pages, which nobody approves: give it a folder',
    );
  for (const [path, text] of texts) {
    if (names.has(path)) refuseCode(`${id}/${path}`, text);
    else if (!practice.some((folder) => path.startsWith(folder)))
      throw new RunbookError({ file: `${id}/${path}`, line: 0 }, 'the guide does not use this file');
  }
}

function nameOf(page: string, texts: ReadonlyMap<string, string>): string[] {
  return [`${page}.mdx`, `${page}.md`].filter((name) => texts.has(name)).slice(0, 1);
}

/** Throws RunbookError if a page is more than text and our elements. */
export function refuseCode(file: string, text: string): void {
  const [reordered] = reorderedIn(text, file);
  if (reordered) throw new RunbookError(reordered, reordered.message);
  const { yaml, body } = splitDocument(file, text);
  if (yaml !== null) readFrontMatter(yaml, file, 1); // throws if it cannot be read
  const odd = Object.keys(Object(readYaml(yaml ?? ''))).find((key) => !KEYS.includes(key));
  if (odd !== undefined) refuse(1, `the front matter's ${odd}`);
  const tree = readTree(file, body);
  check(tree);
  if (liveParts(tree).length > 0) refuse(1, 'JavaScript'); // in case `check` missed some

  function check(node: Node): void {
    const problem = problemWith(node);
    if (problem) refuse(lineOf(node), problem);
    for (const child of node.children ?? []) check(child);
  }

  function refuse(line: number, problem: string): never {
    throw new RunbookError({ file, line }, `${problem}: a guide from another host cannot contain that`);
  }
}

function problemWith(node: Node): string | null {
  switch (node.type) {
    case 'mdxjsEsm':
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return liveParts(node).length > 0 ? 'JavaScript' : null;
    case 'html':
      return isComment(node.value ?? '') ? null : 'HTML';
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return elementProblem(node);
    case 'link':
    case 'image':
    case 'definition':
      return isHarmlessUrl(node.url ?? '') ? null : `the address ${node.url}`;
    default:
      return null;
  }
}

/** Whether an HTML parser sees nothing but comments in it. */
function isComment(html: string): boolean {
  const tree = htmlToHast(html, { fragment: true });
  const parts = 'children' in tree ? tree.children : [];
  return (
    /-->\s*$/.test(html) &&
    parts.every((part) => part.type === 'comment' || (part.type === 'text' && part.value.trim() === ''))
  );
}

function elementProblem({ name, attributes = [] }: Node): string | null {
  if (!ELEMENTS.includes(name ?? '')) return `<${name ?? ''}>`;
  for (const attribute of attributes) {
    if (attribute.type !== 'mdxJsxAttribute' || (attribute.value && typeof attribute.value !== 'string'))
      return 'JavaScript in an attribute';
    if (!ATTRIBUTES.includes(attribute.name ?? '')) return `the attribute ${attribute.name}`;
    if (attribute.name === 'href' && !isHarmlessUrl(String(attribute.value)))
      return `the address ${String(attribute.value)}`;
  }
  return null;
}

/** Relative, http, https or mailto; any other scheme could be a script. */
function isHarmlessUrl(url: string): boolean {
  const scheme = /^[\s\p{C}]*([^/?#:]*):/u.exec(url)?.[1];
  return scheme === undefined || ['http', 'https', 'mailto'].includes(scheme.toLowerCase());
}
