/** How the parts of a page that our own plugins made are told from an author's HTML: by a mark that is new in each process. */
import { randomUUID } from 'node:crypto';
import type { Custom, Data } from 'satteri';

export const SEAL = randomUUID();
/** With all that stands inside. */
export const SEALED = 'dataSealed';
/** What stands inside is the author's. */
export const HELD = 'dataHeld';

export function sealed(node: Custom): Custom {
  return withProperty(node, SEALED);
}

export function held(node: Custom): Custom {
  return withProperty(node, HELD);
}

/** How many fences a document has, as far as the plugins have come. */
export function fencesOf(data: Data): number {
  return Number(data['guidepostFences'] ?? 0);
}

export function countFences(data: Data, more: number): void {
  data['guidepostFences'] = fencesOf(data) + more;
}

function withProperty(node: Custom, name: string): Custom {
  const data: { readonly hProperties?: object } = node.data ?? {};
  return { ...node, data: { ...data, hProperties: { ...data.hProperties, [name]: SEAL } } };
}
