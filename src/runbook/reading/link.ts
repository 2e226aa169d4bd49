/** Links the blocks of a guide, once all are known: gives ids, and checks that every reference has a target. */
import { RunbookError } from '../error.ts';
import type { Block } from '../model.ts';
import { nearest } from '../near.ts';
import { slug } from '../slug.ts';

/**
 * Gives each unnamed block an id made from its heading, numbered from the second one on. Throws RunbookError for a
 * duplicate id, and for an unknown or circular reference.
 */
export function link(blocks: readonly Block[]): readonly Block[] {
  const named = withRestores(nameAll(blocks));
  const byId = new Map(named.map((block) => [block.id, block]));
  for (const block of named) {
    for (const need of block.needs) refuseUnknown(byId, block, 'needs', need);
    if (block.undo !== null) refuseUnknown(byId, block, 'undo', block.undo);
    const again = byId.get(block.undo ?? '')?.undo ?? null;
    if (again !== null)
      throw new RunbookError(
        block,
        `undo=${block.undo}: a block that undoes another cannot be undone itself (by ${again})`,
      );
    refuseCircle(byId, block);
    if (lacksReadiness(block)) {
      throw new RunbookError(
        block,
        'a service needs ready=port:N, ready=http:URL or ready=file:PATH, or a check below it, to say when it is ready',
      );
    }
  }
  return named.map((block) =>
    block.kind === 'service' && block.ready === null && block.tool === null
      ? { ...block, ready: { by: 'output' } }
      : block,
  );
}

/**
 * Whether a service does not say when it is ready. A block for another tool need not: it is ready once it has started.
 */
function lacksReadiness({ kind, ready, expectations, tool }: Block): boolean {
  return kind === 'service' && ready === null && expectations.length === 0 && tool === null;
}

/** Adds a block after each file change that undoes it, like one that an author writes to undo a step. */
function withRestores(blocks: readonly Block[]): readonly Block[] {
  const taken = new Set(blocks.map(({ id }) => id));
  return blocks.flatMap((block) => {
    if (block.change === null) return [block];
    const restore = restoreOf(block);
    if (taken.has(restore.id)) throw new RunbookError(block, `the id ${restore.id} is reserved for this block's undo`);
    return [{ ...block, undo: restore.id }, restore];
  });
}

function restoreOf(block: Block): Block {
  const { id, title } = block;
  return {
    ...block,
    id: `${id}.restore`,
    title: `Restore: ${title}`,
    script: '',
    cwd: null,
    needs: [],
    confirm: null,
    help: null,
    expectations: [],
    change: { by: 'restore', of: id },
  };
}

function nameAll(blocks: readonly Block[]): readonly Block[] {
  const taken = new Map<string, Block>();
  for (const block of blocks) {
    if (block.id === '') continue;
    const first = taken.get(block.id);
    if (first)
      throw new RunbookError(
        block,
        `id=${block.id} is taken by the block at ${first.file}:${first.line}; give one of them another id`,
      );
    taken.set(block.id, block);
  }
  return blocks.map((block) => {
    if (block.id !== '') return block;
    const base = slug(block.title) || 'block';
    let id = base;
    for (let count = 2; taken.has(id); count++) id = `${base}-${count}`;
    taken.set(id, block);
    return { ...block, id };
  });
}

function refuseUnknown(byId: ReadonlyMap<string, Block>, block: Block, word: string, id: string): void {
  if (!byId.has(id)) throw new RunbookError(block, `${word}=${id}: no block has this id${meantBy(id, byId)}`);
  if (id === block.id) throw new RunbookError(block, `${word}=${id}: a block cannot refer to itself`);
}

function meantBy(id: string, byId: ReadonlyMap<string, Block>): string {
  const meant = nearest(id, [...byId.keys()]);
  return meant === null ? '; `guidepost show` lists the ids' : `; did you mean ${meant}?`;
}

function refuseCircle(byId: ReadonlyMap<string, Block>, start: Block): void {
  const seen = new Set<string>();
  const queue = [...start.needs];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === start.id)
      throw new RunbookError(
        start,
        `needs=${start.needs.join(',')}: ${start.id} would need itself; remove one needs= of this cycle`,
      );
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(byId.get(id)?.needs ?? []));
  }
}
