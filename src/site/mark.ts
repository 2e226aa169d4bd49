/**
 * The site's Markdown plugin: puts a custom element around each block, check, option and help text of a guide, so that
 * the page can bring them to life. What it leaves in the HTML is complete without a script: title, command, expected
 * output and help all read and print. It asks the parser's own predicates and pairs the n-th fence of a file with the
 * n-th of the runbook, because the site hands it the text without its front matter.
 */
import type { MdastPluginDefinition, MdastPluginEntry } from 'satteri';
import { fenceRole } from '../runbook/fence/index.ts';
import { blockShell, checkShell, copyable, helpShell, onlyShell, optionShell, optionsShell } from './mark-shells.ts';
import type { Mark } from './mark-nodes.ts';
import type { Block, Group, Runbook } from '../runbook/model.ts';
import { optionHeadings } from '../runbook/choices.ts';
import { isHelp } from '../runbook/page.ts';
import { attribute, type Node } from '../runbook/tree.ts';

/** A guide as the plugin needs it: what was read, and the hash of each block by id. */
export interface Marked {
  readonly runbook: Runbook;
  readonly hashes: ReadonlyMap<string, string>;
}

interface Found {
  readonly guide: Marked;
  /** The name that the places of this file carry. */
  readonly file: string;
}

/** `find` answers with the guide that a file belongs to, as it is now; undefined for the site's other pages. */
export function mark(find: (fileUrl: URL) => Promise<Found | undefined>): MdastPluginEntry {
  return ({ fileURL }) => {
    const found = fileURL ? find(fileURL) : Promise.resolve(undefined);
    return [choices(found), fences(found)];
  };
}

function fences(finding: Promise<Found | undefined>): MdastPluginDefinition {
  let hashes: ReadonlyMap<string, string> = new Map();
  let blocks: Block[] = [];
  let undoing: ReadonlySet<string> = new Set();
  let checks: { block: Block; check: number }[] = [];
  let spoken: { block: Block; check: number | null } | undefined;
  return {
    name: 'guidepost-fences',
    async before() {
      const found = await finding;
      if (!found) return;
      hashes = found.guide.hashes;
      blocks = found.guide.runbook.blocks.filter((block) => block.file === found.file);
      checks = checkFences(blocks);
      undoing = new Set(found.guide.runbook.blocks.flatMap(({ undo }) => undo ?? []));
    },
    code(node, context) {
      const role = fenceRole(node.lang ?? null, node.meta ?? null, node.value);
      const block = role === 'block' ? blocks.shift() : undefined;
      const check = role === 'check' ? checks.shift() : undefined;
      if (block) {
        const dialog = block.expectations[0] !== undefined && isDialog(block, 0);
        spoken = { block, check: dialog ? 0 : null };
        const shell = blockShell(block, hashes.get(block.id) ?? '', node, undoing.has(block.id));
        context.replaceNode(node, dialog ? [shell, checkShell(block, 0)] : shell);
      } else if (check) {
        spoken = check;
        context.replaceNode(node, checkShell(check.block, check.check, node));
      } else {
        context.replaceNode(node, copyable(node)); // nothing to run, but to copy
      }
    },
    blockquote(node, context) {
      if (spoken && isHelp(node as Node))
        context.replaceNode(node, helpShell(spoken.block, spoken.check, node.children));
    },
  };
}

/** `<Options>`, `<Only>` and headings that begin "Option A". */
function choices(finding: Promise<Found | undefined>): MdastPluginDefinition {
  let groups: readonly Group[] = [];
  return {
    name: 'guidepost-choices',
    async before(root, context) {
      groups = (await finding)?.guide.runbook.groups ?? [];
      const stretches = headedGroups(root as Node, groups);
      if (stretches.length === 0) return;
      const children: Mark[] = [];
      let at = 0;
      for (const { group, from, to } of stretches) {
        const options = sections(root.children, from, to, root as Node);
        children.push(...root.children.slice(at, from), optionsShell(group, options));
        at = to;
      }
      context.replaceNode(root, { type: 'root', children: [...children, ...root.children.slice(at)] });
    },
    mdxJsxFlowElement(node, context) {
      const name = attribute(node as Node, 'name') ?? '';
      if (node.name === 'Options') {
        const group = groups.find((each) => each.name === name);
        if (group) context.replaceNode(node, optionsShell(group, node.children));
      } else if (node.name === 'Option') {
        const label = attribute(node as Node, 'label') ?? name;
        const recommended = attribute(node as Node, 'recommended') !== undefined;
        context.replaceNode(node, optionShell({ name, label, recommended }, node.children));
      } else if (node.name === 'Only') {
        context.replaceNode(node, onlyShell(attribute(node as Node, 'in') ?? '', node.children));
      }
    },
  };
}

/** Stretches of siblings that stand under options of one heading group. */
function headedGroups(root: Node, groups: readonly Group[]): { group: Group; from: number; to: number }[] {
  const stretches: { group: Group; from: number; to: number }[] = [];
  const headed = optionHeadings(root.children ?? []).choices;
  for (const [index, [choice]] of [...headed].toSorted(([a], [b]) => a - b)) {
    const last = stretches.at(-1);
    const group = groups.find(({ name }) => name === choice?.group);
    if (last && last.to === index && last.group === group) last.to = index + 1;
    else if (group) stretches.push({ group, from: index, to: index + 1 });
  }
  return stretches;
}

function sections<N extends Mark>(children: readonly N[], from: number, to: number, root: Node): Mark[] {
  const headed = optionHeadings(root.children ?? []);
  const options = headed.groups.flatMap(({ group }) => group.options.map((option) => ({ group: group.name, option })));
  const byOption = Map.groupBy(
    Array.from({ length: to - from }, (_, offset) => from + offset),
    (index) => headed.choices.get(index)?.[0]?.option,
  );
  return [...byOption].flatMap(([name, indexes]) => {
    const group = headed.choices.get(indexes[0] ?? -1)?.[0]?.group;
    const found = options.find((each) => each.group === group && each.option.name === name);
    return found
      ? [
          optionShell(
            found.option,
            indexes.flatMap((index) => children[index] ?? []),
          ),
        ]
      : [];
  });
}

/** Checks that have a fence of their own, in the order of the file; those of a `console` fence stand inside it. */
function checkFences(blocks: readonly Block[]): { block: Block; check: number }[] {
  return blocks
    .flatMap((block) => block.expectations.map(({ line }, check) => ({ block, check, line })))
    .filter(({ block, check }) => !isDialog(block, check))
    .toSorted((a, b) => a.line - b.line);
}

function isDialog(block: Block, check: number): boolean {
  return block.expectations[check]?.line === block.line;
}
