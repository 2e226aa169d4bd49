/**
 * The HTML that an author may write: what GitHub allows too, but nothing that runs, covers other content or looks like
 * a part of Guidepost. It is checked in the tree that becomes the page, where tags have been parsed, and what is
 * allowed is created anew from there. The parts that our own plugins made are known by a mark that nobody can guess
 * (seal.ts).
 */
import { fileURLToPath } from 'node:url';
import { type Schema, defaultSchema, sanitize } from 'hast-util-sanitize';
import { type HastNode, type HastPluginDefinition, htmlToHast } from 'satteri';
import { nameOf } from './page-warnings.ts';
import { HELD, SEAL, SEALED, fencesOf } from './seal.ts';

type Root = Extract<HastNode, { type: 'root' }>;
type Element = Extract<HastNode, { type: 'element' }>;
type Content = HastNode;

const FENCES = ['guide-block', 'guide-check', 'guide-code'];
const SWALLOWED = 'an HTML tag on this page is not closed and hides what follows; close it';

/** The values that Markdown's own tables have. */
const ALIGNED = /^text-align: ?(left|center|right)$/;

const SCHEMA: Schema = {
  ...defaultSchema,
  tagNames: 'abbr aside figcaption figure mark path small svg u wbr'.split(' ').concat(defaultSchema.tagNames ?? []),
  attributes: {
    ...defaultSchema.attributes,
    // Those that Starlight gives to its asides.
    aside: ['ariaLabel', ['className', /^starlight-aside(--\w+)?$/]],
    div: [['className', 'starlight-aside__content']],
    p: ['ariaHidden', ['className', 'starlight-aside__title']],
    img: [['src', /^(?!data:)/i, /^data:image\/(png|jpe?g|gif|webp|avif)[;,]/i]],
    source: [...(defaultSchema.attributes?.['source'] ?? []), 'media', 'sizes', 'type'],
    input: [['disabled', true], ['type', 'checkbox'], 'checked'],
    td: [['style', ALIGNED]],
    th: [['style', ALIGNED]],
    svg: ['viewBox', 'width', 'height', 'fill', ['className', 'starlight-aside__icon']],
    path: ['d', 'fillRule', 'clipRule'],
    '*': 'align alt colSpan dateTime dir height id label lang open rowSpan scope span start title value width'.split(
      ' ',
    ),
  },
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'], src: ['http', 'https', 'data'] },
  strip: ['script', 'style', 'iframe', 'object', 'template', 'noscript', 'title', 'textarea', 'xmp', 'select', 'math'],
  clobber: [], // see namedApart
};
/** For an element on its own. */
const ALONE: Schema = { ...SCHEMA, ancestors: {}, required: {} };

const UNSEAL: Pick<HastPluginDefinition, 'element'> = {
  element: {
    filter: [...FENCES, 'guide-options', 'guide-option', 'guide-only', 'guide-help', 'details', 'summary', 'div', 'p'],
    visit(node, context) {
      for (const name of [SEALED, HELD])
        if (node.properties?.[name] !== undefined) context.setProperty(node, name, null);
    },
  },
};

/** Only removes the marks of our own parts: whether an author's HTML is allowed is for the site's owner to decide. */
export const unsealer: HastPluginDefinition = { name: 'guidepost-unsealer', ...UNSEAL };

/**
 * The first of the site's HTML plugins. `warn` is called for what is omitted. An MDX page with live parts is code, and
 * is not checked.
 */
export function sanitizer(warn: (sentence: string) => void): HastPluginDefinition {
  return {
    name: 'guidepost-sanitizer',
    before(root, context) {
      if (context.sourceFormat === 'mdx') return;
      const file = context.fileURL ? nameOf(fileURLToPath(context.fileURL)) : 'a page';
      const leave = (what: string) => warn(`${file}: ${what} is left out: a page cannot contain it`);
      const seen = { fences: 0, leave };
      const children = clean(root.children, seen);
      if (seen.fences !== fencesOf(context.data)) throw new Error(SWALLOWED);
      context.replaceNode(root, { type: 'root', children: linked(children, authorIds(children)) } as Root);
    },
    ...UNSEAL,
  };
}

interface Seen {
  fences: number;
  /** Called for each thing that the page loses. */
  readonly leave: (what: string) => void;
}

function clean(children: readonly Content[], seen: Seen): Content[] {
  const ours: Content[] = [];
  const tree = {
    type: 'root',
    children: structured(children, seen).map((child) => withSlots(child, ours, seen)),
  } as Root;
  const cleaned = sanitize(tree, SCHEMA) as Root;
  return filled(cleaned.children, ours);
}

/** Parses tags that an author wrote around other content into elements. */
function structured(children: readonly Content[], { leave }: Seen): readonly Content[] {
  if (!children.some(({ type }) => type === 'raw')) return children;
  const others: Content[] = [];
  const html = children.map((child) => (child.type === 'raw' ? child.value : tag(others.push(child) - 1)));
  const { children: parsed } = htmlToHast(html.join(''), { fragment: true }) as Root;
  tellAll(parsed, leave); // also what is swallowed, with the reason
  return filled(parsed, others);
}

function tellAll(children: readonly Content[], leave: Seen['leave']): void {
  for (const child of children) {
    if (child.type !== 'element') continue;
    tell(child, leave);
    tellAll(child.children, leave);
  }
}

/** The author's part of a tree, with an empty slot for each part of ours. */
function withSlots(node: Content, ours: Content[], seen: Seen): Content {
  if (node.type !== 'element') return node;
  if (node.properties?.[SEALED] === SEAL) {
    if (FENCES.includes(node.tagName)) seen.fences += 1;
    return slot(ours.push(node) - 1);
  }
  if (node.properties?.[HELD] === SEAL)
    return slot(ours.push({ ...node, children: clean(node.children, seen) } as Element) - 1);
  const properties = named(node.tagName, asInHast(node.properties ?? {}));
  tell({ ...node, properties }, seen.leave);
  const children = structured(node.children, seen).map((child) => withSlots(child, ours, seen));
  return { ...node, properties: namedApart(properties), children } as Element;
}

/** Starlight names the attributes of its asides as in HTML. */
function asInHast(properties: Element['properties']): Element['properties'] {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) =>
      name === 'class'
        ? ['className', String(value).split(/\s+/)]
        : [name.replace(/^(aria|data)-(\w)/, (_, kind: string, first: string) => kind + first.toUpperCase()), value],
    ),
  );
}

/** Reports what sanitize() removes from an element. */
function tell({ tagName, properties }: Element, leave: Seen['leave']): void {
  const alone = sanitize({ type: 'element', tagName, properties, children: [] }, ALONE);
  if (alone.type !== 'element') return leave(`<${tagName}>`);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (JSON.stringify(alone.properties[name]) === JSON.stringify(value)) continue;
    leave(['href', 'src'].includes(name) ? `the address ${String(value)}` : `the attribute ${name} of <${tagName}>`);
  }
}

/** `<a name="x">`, as pages had it before there were ids. */
function named(tagName: string, { name, ...others }: Element['properties']): Element['properties'] {
  if (name === undefined) return others;
  return tagName === 'a' ? { id: name, ...others } : { name, ...others };
}

const APART = 'user-content-';

/** The ids that an author wrote, by which no part of ours is found. */
function authorIds(children: readonly Content[]): ReadonlySet<string> {
  const all = idsIn(children);
  const theirs = all.filter((id) => id.startsWith(APART)).map((id) => id.slice(APART.length));
  return new Set(theirs.filter((id) => !all.includes(id)));
}

function idsIn(children: readonly Content[]): string[] {
  return children.flatMap((node) =>
    node.type === 'element' ? [node.properties?.['id'] ?? '', ...idsIn(node.children)] : [],
  );
}

/** Leads the page's own links to where its author's ids went. */
function linked(children: readonly Content[], ids: ReadonlySet<string>): Content[] {
  return children.map((node) => {
    if (node.type !== 'element') return node;
    const href = node.properties?.['href'] ?? '';
    const isOwn = node.tagName === 'a' && href.startsWith('#') && ids.has(href.slice(1));
    const properties = isOwn ? { ...node.properties, href: `#${APART}${href.slice(1)}` } : node.properties;
    return { ...node, properties, children: linked(node.children, ids) } as Element;
  });
}

/** Keeps the author's ids apart from ours; Markdown has already done so for footnotes. */
function namedApart(properties: Element['properties']): Element['properties'] {
  const { id } = properties;
  if (typeof id !== 'string' || id.startsWith(APART)) return properties;
  return { ...properties, id: `${APART}${id}` };
}

function slot(index: number): Element {
  return { type: 'element', tagName: 'var', properties: { value: `${SEAL} ${index}` }, children: [] };
}

/** The same as text. */
function tag(index: number): string {
  return `<var value="${SEAL} ${index}"></var>`;
}

/** With all of `others` in their slots again. */
function filled(children: readonly Content[], others: readonly Content[]): Content[] {
  let count = 0;
  const result = children.map(fill);
  if (count !== others.length) throw new Error(SWALLOWED);
  return result;

  function fill(node: Content): Content {
    if (node.type !== 'element') return node;
    const [seal, index] = String(node.properties?.['value']).split(' ');
    const other = node.tagName === 'var' && seal === SEAL ? others[Number(index)] : undefined;
    if (other) count += 1;
    return other ?? ({ ...node, children: node.children.map(fill) } as Element);
  }
}
