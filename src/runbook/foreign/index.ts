/**
 * Reads documents for other tools: one reader per tool translates its fences into our words. What a reader does not
 * understand causes a warning, and a check that it cannot translate always fails.
 */
import { clitest } from './clitest.ts';
import { cram } from './cram.ts';
import { innovationEngine } from './innovation-engine.ts';
import { ocamlMdx } from './ocaml-mdx.ts';
import { isRecord } from './read.ts';
import { runme } from './runme.ts';
import { scrut } from './scrut.ts';
import { tesh } from './tesh.ts';
import type { Node } from '../tree.ts';
import { readYaml } from '../yaml.ts';
import type { Adopted, ForeignDocument, ForeignFence, Remark, Told, Tool } from './types.ts';

export { cramTree, isCramFile } from './cram.ts';
export { isForIt as isForInnovationEngine } from './innovation-engine.ts';
export type { Adopted, ForeignCheck, ForeignDocument, Remark } from './types.ts';

const TOOLS: readonly Tool[] = [scrut, cram, tesh, ocamlMdx, innovationEngine, clitest, runme];

/** A fence for another tool, with its place. */
export interface Seen {
  readonly tool: string;
  readonly adopted: Adopted;
  readonly node: Node;
  readonly remark: Remark | null;
}

/** Null for a fence that is not marked for another tool. */
export function adopt(fence: ForeignFence, document: ForeignDocument): { tool: string; adopted: Adopted } | null {
  for (const tool of TOOLS) {
    const adopted = tool.read(fence, document);
    if (adopted !== null) return { tool: tool.name, adopted };
  }
  return null;
}

/** Warnings about what a tool reads elsewhere than in fences. */
export function toldOf(root: Node, document: ForeignDocument): readonly Told[] {
  return TOOLS.flatMap((tool) => tool.told?.(root, document) ?? []);
}

/** `yaml` is the front matter, which was checked before. */
export function foreignDocument(file: string, yaml: string | null, body: string): ForeignDocument {
  const front: unknown = yaml === null ? {} : readYaml(yaml);
  return { file, body, front: isRecord(front) ? front : {} };
}
