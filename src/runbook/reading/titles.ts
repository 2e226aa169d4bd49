/** Names blocks that share a heading and have no title of their own after their first commands. */
import type { Block } from '../model.ts';

const LONGEST = 60; // characters; about one line in the list of steps

/**
 * For the blocks of one page. `headings`: the line of the heading of each block without a title, by the block's line.
 */
export function nameByCommand(blocks: readonly Block[], headings: ReadonlyMap<number, number>): readonly Block[] {
  const shared = Map.groupBy(blocks, ({ line }) => headings.get(line) ?? null);
  const titles = new Map<Block, string>();
  for (const [heading, all] of shared) {
    const own = all.filter(({ change }) => change?.by !== 'restore');
    if (heading === null || own.length < 2) continue;
    const taken = new Set<string>();
    for (const block of own) {
      const title = titleOf(block, taken);
      taken.add(title);
      titles.set(block, title);
    }
  }
  return blocks.map((block) => ({ ...block, title: titles.get(block) ?? block.title }));
}

/** The block's first command that is not yet the title of another one. */
function titleOf(block: Block, taken: ReadonlySet<string>): string {
  const commands = commandsOf(block).map(shorten);
  const first = commands[0] ?? block.title;
  let title = commands.find((line) => !taken.has(line)) ?? first;
  for (let number = 2; taken.has(title); number += 1) title = `${first} (${number})`;
  return title;
}

function commandsOf({ script, change }: Block): readonly string[] {
  if (change?.by === 'file') return [change.path];
  if (change?.by === 'patch') return change.paths;
  const lines = script.split('\n').map((line) => line.trim());
  return lines.filter((line) => !/^(#|\/\/|--( |$)|set [-+]|$)/.test(line));
}

function shorten(line: string): string {
  const characters = [...line.replace(/\s*\\$/, ' …')];
  return characters.length <= LONGEST
    ? characters.join('')
    : `${characters
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…`;
}
