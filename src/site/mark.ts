/**
 * The site's Markdown plugin: puts a custom element around each block, check, option and help text of a guide, for the
 * page's script. The HTML is complete without a script: title, command, expected output and help can be read and
 * printed. A fence is matched with the block or check that the parser found on the same line of the file. The site
 * passes the text without its front matter, so lines are counted from the end of the file. A text that differs from the
 * one that the guide was read from is left alone, because what a page shows and what runs must not differ.
 */
import type { MdastPluginDefinition, MdastPluginEntry } from 'satteri';
import { blockShell, checkShell, copyable, helpShell, onlyShell, optionShell, optionsShell } from './mark-shells.ts';
import type { Mark } from './mark-nodes.ts';
import type { Block, Group, Place, Runbook } from '../runbook/model.ts';
import { optionHeadings } from '../runbook/reading/choices.ts';
import { readTree, splitDocument } from '../runbook/reading/document.ts';
import { isHelp } from '../runbook/reading/help.ts';
import type { Source } from '../runbook/reading/page.ts';
import { attribute, codeIn, lineOf, type Node } from '../runbook/tree.ts';
import { countFences } from './seal.ts';
import { keptLine } from './still-page.ts';
import type { Words } from '../words/index.ts';

type Said = Words['stepMarkup'];

/** A guide as the plugin needs it: its files, what was read from them, and the hash of each block by id. */
export interface Marked {
  readonly sources: readonly Source[];
  readonly runbook: Runbook;
  readonly hashes: ReadonlyMap<string, string>;
}

/** A page of a guide. */
export interface MarkedPage extends Source {
  readonly guide: Marked;
}

/** What the parser found at a fence: a block, or a check of one. */
interface Fence {
  readonly block: Block;
  readonly check: number | null;
}

interface MarkSettings {
  /** Adds our Copy button also to fences that are not part of a guide; the sites of others have their own. */
  readonly copyOthers?: boolean;
}

/** `find` resolves with the guide that a file belongs to, as it is now; with undefined for the site's other pages. */
export function mark(
  find: (fileUrl: URL) => Promise<MarkedPage | undefined>,
  said: Said,
  { copyOthers = true }: MarkSettings = {},
): MdastPluginEntry {
  return ({ fileURL, source }) => {
    const found = fileURL ? find(fileURL) : Promise.resolve(undefined);
    return [choices(found, said), fences(found, source, said, copyOthers)];
  };
}

function fences(
  finding: Promise<MarkedPage | undefined>,
  source: string,
  said: Said,
  copyOthers: boolean,
): MdastPluginDefinition {
  let hashes: ReadonlyMap<string, string> = new Map();
  let undoing: ReadonlySet<string> = new Set();
  let byLine: ReadonlyMap<number, Fence> = new Map();
  let missing = new Set<number>();
  let read: ReadonlyMap<number, string> = new Map();
  let above = 0; // lines of the file that the site has removed
  let spoken: Fence | undefined;
  return {
    name: 'guidepost-fences',
    options: { position: true },
    async before() {
      const found = await finding;
      const taken = found && linesTaken(found.text, source);
      if (taken === undefined || !found) return;
      const { runbook } = found.guide;
      hashes = found.guide.hashes;
      undoing = new Set(runbook.blocks.flatMap(({ undo }) => undo ?? []));
      byLine = fencesByLine(
        runbook.blocks.filter(({ page, change }) => page === found.slug && change?.by !== 'restore'),
        found,
      );
      missing = new Set(byLine.keys());
      read = codeByLine(found);
      above = taken;
    },
    code(node, context) {
      countFences(context.data, 1);
      const line = keptLine(node) ?? lineOf(node as Node) + above;
      const fence = byLine.get(line);
      if (fence && read.get(line) !== node.value) throw new Error(OTHERWISE);
      missing.delete(line);
      if (!fence) {
        if (copyOthers) context.replaceNode(node, copyable(node, said)); // cannot run, but can be copied
        return;
      }
      const { block, check } = fence;
      const dialog = check === null && isDialog(block, 0);
      spoken = dialog ? { block, check: 0 } : fence;
      if (check !== null) return context.replaceNode(node, checkShell(block, check, said, node));
      const shell = blockShell(block, hashes.get(block.id) ?? '', node, said, undoing.has(block.id));
      if (dialog) countFences(context.data, 1);
      context.replaceNode(node, dialog ? [shell, checkShell(block, 0, said)] : shell);
    },
    after() {
      if (missing.size > 0) throw new Error(OTHERWISE);
    },
    blockquote(node, context) {
      if (spoken && isHelp(node as Node))
        context.replaceNode(node, helpShell(spoken.block, spoken.check, node.children));
    },
  };
}

const OTHERWISE = 'the site and the parser read this page differently; simplify the Markdown around its fences';

/** The code of the fences that the parser found: the page must show the same. */
function codeByLine({ file, text }: MarkedPage): ReadonlyMap<number, string> {
  const code = codeIn(readTree(file, splitDocument(file, text).body));
  return new Map(code.map((node) => [lineOf(node), node.value ?? '']));
}

/** `<Options>`, `<Only>` and headings that begin "Option A". */
function choices(finding: Promise<MarkedPage | undefined>, said: Said): MdastPluginDefinition {
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
        const options = sections(root.children, from, to, root as Node, said);
        children.push(...root.children.slice(at, from), optionsShell(group, options, said));
        at = to;
      }
      context.replaceNode(root, { type: 'root', children: [...children, ...root.children.slice(at)] });
    },
    mdxJsxFlowElement(node, context) {
      const name = attribute(node as Node, 'name') ?? '';
      if (node.name === 'Options') {
        const group = groups.find((each) => each.name === name);
        if (group) context.replaceNode(node, optionsShell(group, node.children, said));
      } else if (node.name === 'Option') {
        const label = attribute(node as Node, 'label') ?? name;
        const recommended = attribute(node as Node, 'recommended') !== undefined;
        context.replaceNode(node, optionShell({ name, label, recommended }, node.children, said));
      } else if (node.name === 'Only') {
        context.replaceNode(node, onlyShell(attribute(node as Node, 'in') ?? '', node.children, said));
      }
    },
  };
}

/** Runs of siblings that belong to options of one group of headings. */
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

function sections<N extends Mark>(children: readonly N[], from: number, to: number, root: Node, said: Said): Mark[] {
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
            said,
          ),
        ]
      : [];
  });
}

/** By line of the page as it was read. The fences of a part that is included twice are in order. */
function fencesByLine(blocks: readonly Block[], { places }: MarkedPage): ReadonlyMap<number, Fence> {
  const fences = blocks.flatMap((block): [Place, Fence][] => [
    ...block.expectations.map((expectation, check): [Place, Fence] => [expectation, { block, check }]),
    [block, { block, check: null }], // last, because the check of a `console` fence is on the same line
  ]);
  if (!places) return new Map(fences.map(([{ line }, fence]) => [line, fence]));
  const waiting = Map.groupBy(fences, ([place]) => `${place.file}:${place.line}`);
  const byLine = new Map<number, Fence>();
  for (const [index, { file: own, line }] of places.entries()) {
    const all = waiting.get(`${own}:${line}`);
    const [, first] = all?.[0] ?? [];
    const same = first === undefined ? [] : (all?.filter(([, { block }]) => block.id === first.block.id) ?? []);
    const fence = same.at(-1)?.[1];
    if (fence) byLine.set(index + 1, fence);
    if (all) all.splice(0, same.length);
  }
  return byLine;
}

/** Whether the check is part of a `console` fence, so that it has no fence of its own. */
function isDialog(block: Block, check: number): boolean {
  return block.expectations[check]?.line === block.line;
}

/** How many lines of a file the site has removed; undefined if the site has another text than the guide. */
function linesTaken(file: string, source: string): number | undefined {
  const [whole, rest] = [lines(file), lines(source)];
  return whole.endsWith(rest.trimStart()) ? whole.split('\n').length - rest.split('\n').length : undefined;
}

function lines(text: string): string {
  return text.replace(/\r\n?/g, '\n').trimEnd();
}
