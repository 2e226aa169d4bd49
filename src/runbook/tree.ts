/** The parts of a Markdown syntax tree that Guidepost uses. */
export interface Node {
  readonly type: string;
  readonly position?: { readonly start: Point; readonly end: Point };
  readonly children?: readonly Node[];
  readonly value?: string;
  readonly lang?: string | null;
  readonly meta?: string | null;
  readonly depth?: number;
  /** For a link, a definition or an image. */
  readonly url?: string;
  /** For an MDX element. */
  readonly name?: string | null;
  readonly attributes?: readonly Attribute[];
}

interface Point {
  readonly line: number;
  readonly column: number;
}

interface Attribute {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
}

/** The plain text of a node, without its markup. */
export function textOf(node: Node): string {
  return node.value ?? (node.children ?? []).map(textOf).join('');
}

/** All fences and indented code blocks below a node, in order. */
export function codeIn(node: Node): readonly Node[] {
  return node.type === 'code' ? [node] : (node.children ?? []).flatMap(codeIn);
}

export function lineOf(node: Node): number {
  return node.position?.start.line ?? 1;
}

/** The value of an element's attribute; empty if it has no value, undefined if it is missing. */
export function attribute(node: Node, name: string): string | undefined {
  const found = node.attributes?.find((each) => each.name === name);
  if (!found) return undefined;
  return typeof found.value === 'string' ? found.value : '';
}

/** The opening backticks of a fence (null for indented code), and whether its last line closes it. */
export function sourceOf(node: Node, lines: readonly string[]): { opening: string | null; closed: boolean } {
  const start = node.position?.start;
  const first = lines[(start?.line ?? 1) - 1]?.slice((start?.column ?? 1) - 1) ?? '';
  const opening = /^(`{3,}|~{3,})/.exec(first)?.[1] ?? null;
  if (opening === null) return { opening, closed: true };
  const last = lines[(node.position?.end.line ?? 1) - 1] ?? '';
  const closing = /(`{3,}|~{3,})\s*$/.exec(last)?.[1] ?? '';
  const sameLine = node.position?.end.line === start?.line;
  return { opening, closed: !sameLine && closing[0] === opening[0] && closing.length >= opening.length };
}

/** The lines of a fence. Its position tells one empty line from none at all. */
export function codeLines({ value = '', position }: Node): readonly string[] {
  const inner = position === undefined ? 0 : position.end.line - position.start.line - 1;
  return (value ?? '') === '' && inner !== 1 ? [] : (value ?? '').split('\n');
}
