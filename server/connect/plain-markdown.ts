/**
 * A guide from another host must be text and nothing else: MDX can carry JavaScript that runs while the site is built,
 * and HTML can carry scripts, or styles that cover one thing with another. Only the words of the fence syntax, our own
 * elements and harmless markup pass.
 */
import { markdownToMdast, mdxToMdast } from 'satteri';
import { parse } from 'yaml';
import { z } from 'zod';
import { RunbookError } from '../../src/runbook/error.ts';

const ELEMENTS = new Set(
  'Options Option Only a b br code del details em figcaption figure hr i kbd li mark ol p s small strong sub summary sup table tbody td th thead tr ul'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set([
  'name',
  'label',
  'recommended',
  'in',
  'href',
  'title',
  'open',
  'start',
  'colspan',
  'rowspan',
]);
/** Starlight's front matter can write into the head and the banner; a guide's may name only these. */
const KEYS = new Set(
  'title description pages inputs env cwd timeout practice sidebar tableOfContents lastUpdated prev next'.split(' '),
);

const Node = z.looseObject({
  type: z.string(),
  value: z.string().nullish(),
  url: z.string().nullish(),
  name: z.string().nullish(),
  attributes: z.array(z.looseObject({ type: z.string(), name: z.string().nullish(), value: z.unknown() })).nullish(),
  children: z.array(z.unknown()).nullish(),
  position: z.object({ start: z.object({ line: z.number() }) }).nullish(),
});
type Node = z.infer<typeof Node>;

/** Throws RunbookError at the first thing that is more than text. */
export function refuseCode(file: string, text: string): void {
  check(file.endsWith('.mdx') ? mdxToMdast(text) : markdownToMdast(text));

  function check(given: unknown): void {
    const node = Node.parse(given);
    const problem = problemWith(node);
    if (problem) {
      const line = node.position?.start.line ?? 1;
      throw new RunbookError({ file, line }, `${problem}: a guide from another host may hold none`);
    }
    for (const child of node.children ?? []) check(child);
  }
}

function problemWith(node: Node): string | null {
  switch (node.type) {
    case 'mdxjsEsm':
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return 'JavaScript';
    case 'html':
      return /^<!--[^]*-->$/.test((node.value ?? '').trim()) ? null : 'HTML';
    case 'yaml':
      return frontMatterProblem(node.value ?? '');
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

function elementProblem({ name, attributes }: Node): string | null {
  if (!name || !ELEMENTS.has(name)) return `<${name ?? ''}>`;
  for (const attribute of attributes ?? []) {
    if (attribute.type !== 'mdxJsxAttribute' || (attribute.value && typeof attribute.value !== 'string'))
      return 'JavaScript in an attribute';
    if (!ATTRIBUTES.has(attribute.name ?? '')) return `the attribute ${attribute.name}`;
    if (attribute.name === 'href' && !isHarmlessUrl(String(attribute.value)))
      return `the address ${String(attribute.value)}`;
  }
  return null;
}

function frontMatterProblem(yaml: string): string | null {
  const keys = z.record(z.string(), z.unknown()).safeParse(parse(yaml) ?? {});
  const odd = Object.keys(keys.data ?? {}).find((key) => !KEYS.has(key));
  return odd === undefined ? null : `the front matter's ${odd}`;
}

/** Relative, or to the web; an address with any other scheme could be script. */
function isHarmlessUrl(url: string): boolean {
  const scheme = /^[\s\p{C}]*([^/?#:]*):/u.exec(url)?.[1];
  return scheme === undefined || ['http', 'https', 'mailto'].includes(scheme.toLowerCase());
}
