/** Reads one page of a guide: its title, its option groups, and its blocks with their checks, in reading order. */
import { optionHeadings, readOnly, readOption, readOptions, refuseNearElement, refuseTwice } from './choices.ts';
import { readTree, splitDocument } from './document.ts';
import { type BlockDraft, type CheckDraft, foreignBlock, foreignCheck, ownBlock, ownCheck } from './draft.ts';
import { RunbookError } from '../error.ts';
import { fenceRole, isOurs, refuseNearLanguage, refuseSlips, type Slip } from '../fence/index.ts';
import { adopt, cramTree, foreignDocument, isCramFile, type Remark, type Seen, toldOf } from '../foreign/index.ts';
import { isGuideFront, noFrontMatter, readFrontMatter, type FrontMatter } from './front-matter.ts';
import { helpText, isHelp } from './help.ts';
import { hasOwnInclude } from './include.ts';
import { refuseInner } from './likely-mistakes.ts';
import { lostFences } from './lost-fences.ts';
import { refuseHiddenWords, reorderedIn } from './hidden-characters.ts';
import type { Block, Choice, Group, Page, Place, Warning } from '../model.ts';
import { remarkIn } from './remark.ts';
import { codeIn, codeLines, lineOf, sourceOf, textOf, type Node } from '../tree.ts';

/** One file of a guide. */
export interface Source {
  /** The page's name inside its guide. `index` is the first page; its front matter applies to the whole guide. */
  readonly slug: string;
  readonly file: string;
  /** The text, with everything that it includes. */
  readonly text: string;
  /** The place of each line; null or missing if nothing is included. */
  readonly places?: readonly Place[] | null;
}

export interface PageDraft {
  readonly page: Page;
  readonly front: FrontMatter;
  readonly groups: readonly Group[];
  /** Without defaults: ids may be empty, `timeout` and `stop` 0, `uses` is empty. link.ts and parse.ts fill them in. */
  readonly blocks: readonly Block[];
  /** For each block without its own title, by its line: the line of the heading that its title is from. */
  readonly headings: ReadonlyMap<number, number>;
  readonly warnings: readonly Warning[];
}

/** The options that a node belongs to. `group` is set directly inside <Options>. */
interface Context {
  readonly options: readonly Choice[];
  readonly only: Block['only'];
  readonly group?: string;
}

/** `fallback` is the title of a page without one; `see` is called with every fence that is written for another tool. */
export function readPage(
  { slug, file, text: raw }: Source,
  fallback = slug,
  see: (seen: Seen) => void = () => undefined,
): PageDraft {
  const { yaml, body } = splitDocument(file, raw);
  const lines = body.split('\n');
  const root = isCramFile(file) ? cramTree(body) : readTree(file, body);
  const front = yaml === null ? noFrontMatter : readFrontMatter(yaml, file, 1);
  const blocks: Block[] = [];
  const groups: Group[] = [];
  const warnings: Warning[] = reorderedIn(raw, file);
  const document = foreignDocument(file, yaml, body);
  let remark: Remark | null = null;
  const isGuide = isGuideFront(front) || codeIn(root).some(({ meta }) => isOurs(meta ?? ''));
  let title: string | null = null;
  let heading: { text: string; line: number } | null = null;
  const headings = new Map<number, number>();
  /** What an **If this fails:** here would belong to: a block, by index, or its latest check. */
  let spoken: { index: number; part: 'block' | 'check' } | null = null;

  visit(root, { options: [], only: null });
  warn(toldOf(root, document).map((each) => ({ file, ...each })));
  return {
    page: { slug, title: front.title ?? title ?? fallback, file, optional: front.optional },
    front,
    groups,
    blocks,
    headings,
    warnings,
  };

  function visit(node: Node, context: Context): void {
    const place = { file, line: lineOf(node) };
    switch (node.type) {
      case 'code':
        return visitFence(node, place, context);
      case 'heading':
        heading = { text: textOf(node), line: place.line };
        refuseHiddenWords(heading.text, 'this heading', place);
        if (node.depth === 1) title ??= heading.text;
        return;
      case 'blockquote':
        return readHelp(node) ? undefined : visitChildren(node, context);
      case 'html':
      case 'mdxFlowExpression':
        remark = remarkIn(node) ?? remark;
        return node.type === 'html' ? visitHtml(node.value ?? '', place) : undefined;
      case 'mdxJsxFlowElement':
        return visitElement(node, place, context);
      default:
        return visitChildren(node, context);
    }
  }

  /** In a guide, a misspelled word is an error; in another document, it is ignored with a warning. */
  function slipAt(place: Place): Slip {
    return (message, isNear) => {
      if (isNear && isGuide) throw new RunbookError(place, message);
      warnings.push({ ...place, message: `${message} (ignored)` });
    };
  }

  function visitChildren(node: Node, context: Context): void {
    const children = node.children ?? [];
    const headed = optionHeadings(children);
    groups.push(...headed.groups.map(({ group, line }) => refuseTwice(group, { file, line })));
    for (const [index, child] of children.entries()) {
      visit(child, { ...context, options: [...context.options, ...(headed.choices.get(index) ?? [])] });
    }
  }

  function visitElement(node: Node, place: Place, context: Context): void {
    const { group, ...outer } = context;
    switch (node.name) {
      case 'Options': {
        const read = readOptions(node, place);
        groups.push(read);
        return visitChildren(node, { ...outer, group: read.name });
      }
      case 'Option': {
        if (group === undefined) throw new RunbookError(place, '<Option> is outside <Options name="…">');
        const option = readOption(node, place).name;
        return visitChildren(node, { ...outer, options: [...outer.options, { group, option }] });
      }
      case 'Only':
        return visitChildren(node, { ...outer, only: readOnly(node, place) });
      case 'Include':
        if (hasOwnInclude(body)) return visitChildren(node, outer);
        throw new RunbookError(place, NOT_INCLUDED);
      default:
        refuseNearElement(node, place);
        return visitChildren(node, outer);
    }
  }

  function visitHtml(html: string, place: Place): void {
    refuseJsxInMarkdown(html, place);
    if (!/^\s*<(?:!--|pre\b)/i.test(html)) warn(lostFences(html, 'html', place));
  }

  function visitFence(node: Node, place: Place, context: Context): void {
    const [lang, meta, value] = [node.lang?.toLowerCase() ?? null, node.meta ?? '', node.value ?? ''];
    const { opening, closed } = sourceOf(node, lines);
    const above = opening === null && !isCramFile(file) ? place.line - 1 : place.line;
    const foreign = adopt({ lang: lang ?? '', meta, value, line: above, remark }, document);
    if (foreign) see({ ...foreign, node, remark });
    remark = null;
    const role = foreign ? 'foreign' : fenceRole(lang, meta, value);
    if (role !== 'plain') refuseHiddenWords(`${lang} ${meta}`, 'this fence', place);
    if (!closed) throw new RunbookError(place, `this fence is never closed; end it with a line ${opening}`);
    if (opening !== null) refuseInner(value, opening, place);
    if (foreign) return addForeign(foreign, place, context);
    const own = { lang: lang ?? '', meta, place, slip: slipAt(place), warn };
    if (role === 'plain') {
      if (opening === null && !isCramFile(file)) warn(lostFences(value, 'indented', place));
      refuseNearLanguage(lang, meta, slipAt(place));
      refuseSlips(meta, place, slipAt(place));
    } else if (role === 'block') addBlock(ownBlock(value, own), context);
    else addCheck(ownCheck(codeLines(node), own), place, context);
  }

  function addForeign({ tool, adopted }: NonNullable<ReturnType<typeof adopt>>, place: Place, context: Context): void {
    warn((adopted.told ?? []).map((each) => ({ file, ...each })));
    if (adopted.as === 'block') addBlock(foreignBlock(adopted, tool, place), context);
    else if (adopted.as !== 'check') return;
    else if (!blocks.at(-1)) warn([{ ...place, message: `${tool} checks the block above, and there is none` }]);
    else addCheck(foreignCheck(adopted, tool, place), place, context);
  }

  function warn(more: readonly Warning[]): void {
    warnings.push(...more);
  }

  function addBlock({ id, title: own, ...draft }: BlockDraft, context: Context): void {
    if (own === null && heading !== null) headings.set(draft.line, heading.line);
    const isTaken = draft.tool !== null && blocks.some((block) => block.id === id);
    blocks.push({
      ...draft,
      id: isTaken ? '' : (id ?? ''),
      title: own ?? heading?.text ?? draft.language,
      page: slug,
      options: context.options,
      only: context.only,
      uses: [],
      help: null,
    });
    spoken = { index: blocks.length - 1, part: draft.expectations.length > 0 ? 'check' : 'block' };
  }

  function addCheck({ of, expectation }: CheckDraft, place: Place, context: Context): void {
    const index = of === null ? blocks.length - 1 : blocks.findIndex(({ id }) => id === of);
    const block = blocks[index];
    if (!block) {
      throw new RunbookError(
        place,
        of === null ? 'a check needs a block above it on its page' : `of=${of}: no block above has this id`,
      );
    }
    if (!sameContext(block, context)) {
      throw new RunbookError(
        place,
        `this check is not in the same option as its block (line ${block.line}); move it there`,
      );
    }
    blocks[index] = { ...block, expectations: [...block.expectations, expectation] };
    spoken = { index, part: 'check' };
  }

  /** Reads a blockquote as the help of the block or check before it; false if it is not help. */
  function readHelp(node: Node): boolean {
    const block = spoken === null ? undefined : blocks[spoken.index];
    if (!isHelp(node) || spoken === null || !block) return false;
    const help = helpText(node, lines);
    refuseHiddenWords(help, 'this text', { file, line: lineOf(node) });
    const check = block.expectations.at(-1);
    blocks[spoken.index] =
      spoken.part === 'check' && check
        ? { ...block, expectations: [...block.expectations.slice(0, -1), { ...check, help }] }
        : { ...block, help };
    return true;
  }
}

/** Whether a check is in the same option as its block; otherwise it would be missing for other options. */
function sameContext(block: Block, { options, only }: Context): boolean {
  return JSON.stringify([block.options, block.only]) === JSON.stringify([options, only]);
}

/** Included text has already replaced its <Include>, so one that is left could not be included. */
const NOT_INCLUDED = 'this guide cannot include files: <Include file="…" /> works only in guides on this disk';

function refuseJsxInMarkdown(html: string, place: Place): void {
  const name = /^<(Options|Option|Only|Include)\b/.exec(html)?.[1];
  if (name === 'Include') throw new RunbookError(place, NOT_INCLUDED);
  if (name === undefined) return;
  throw new RunbookError(
    place,
    `<${name}> works in .mdx files only; rename the file, or use headings that begin "Option A"`,
  );
}
