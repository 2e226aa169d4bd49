/** Tells the parts of a page that our own plugins made from an author's HTML: by a mark that is new in each process. */
import { randomUUID } from 'node:crypto';
import type { Custom, Data } from 'satteri';

export const SEAL = randomUUID();
/** Marks an element of ours, with all that it contains. */
export const SEALED = 'dataSealed';
/** Marks an element of ours with the author's content inside. */
export const HELD = 'dataHeld';

export function sealed(node: Custom): Custom {
  return withProperty(node, SEALED);
}

export function held(node: Custom): Custom {
  return withProperty(node, HELD);
}

/** The number of fences that the plugins have found so far in this document. */
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
