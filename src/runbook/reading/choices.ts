/**
 * Reads options, of which the reader chooses one per group. In MDX:
 *
 *     <Options name="database" label="Which database?">
 *       <Option name="fresh" label="Fresh database" recommended> … </Option>
 *       <Option name="existing" label="Existing database"> … </Option>
 *     </Options>
 *
 * In any Markdown: sibling headings of one depth that begin with `Option A`, `Option B` … form a group named after the
 * heading above them; "(Recommended)" in such a heading recommends it. `<Only in="practice">` (or "mine") limits its
 * content to sessions of that kind.
 */
import { RunbookError } from '../error.ts';
import { refuseHiddenWords } from './hidden-characters.ts';
import type { Choice, Group, Option, Place } from '../model.ts';
import { distance } from '../near.ts';
import { slug } from '../slug.ts';
import { attribute, lineOf, textOf, type Node } from '../tree.ts';

const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

export function readOptions(node: Node, place: Place): Group {
  const name = nameOf(node, 'Options', place);
  const children = (node.children ?? []).filter((child) => child.name === 'Option');
  const options = children.map((child) => readOption(child, { ...place, line: lineOf(child) }));
  if (options.length < 2) throw new RunbookError(place, `<Options name="${name}"> needs two or more <Option>`);
  return refuseTwice({ name, label: attribute(node, 'label') ?? name, options }, place);
}

/** Returns the group. Throws RunbookError if an option occurs twice, or several are recommended. */
export function refuseTwice(group: Group, place: Place): Group {
  const { name, options } = group;
  for (const { label } of [group, ...options]) refuseHiddenWords(label, 'the label of this choice', place);
  const twice = options.find((option, index) => options.findIndex((other) => other.name === option.name) !== index);
  if (twice) throw new RunbookError(place, `the option ${twice.name} is in the group ${name} twice`);
  if (options.filter(({ recommended }) => recommended).length > 1)
    throw new RunbookError(place, `more than one option of the group ${name} is recommended`);
  return group;
}

/** Throws for a misspelled element: its blocks would run for every reader. */
export function refuseNearElement(node: Node, place: Place): void {
  const meant = ['Options', 'Option', 'Only'].find((name) => distance(node.name ?? '', name) <= 1);
  if (meant !== undefined) throw new RunbookError(place, `there is no <${node.name}>; did you mean <${meant}>?`);
}

export function readOption(node: Node, place: Place): Option {
  const name = nameOf(node, 'Option', place);
  return { name, label: attribute(node, 'label') ?? name, recommended: attribute(node, 'recommended') !== undefined };
}

export function readOnly(node: Node, place: Place): 'practice' | 'mine' {
  const value = attribute(node, 'in');
  if (value !== 'practice' && value !== 'mine')
    throw new RunbookError(place, '<Only> needs in="practice" or in="mine"');
  return value;
}

/** Merges the groups of one name on several pages; their options are joined in order of appearance. */
export function mergeGroups(groups: readonly Group[]): readonly Group[] {
  const byName = new Map<string, Group>();
  for (const group of groups) {
    const known = byName.get(group.name);
    const added = group.options.filter(({ name }) => !known?.options.some((option) => option.name === name));
    byName.set(group.name, known ? { ...known, options: [...known.options, ...added] } : group);
  }
  return [...byName.values()];
}

/** The groups that headings among these siblings form, with their first lines; and, by sibling index, its choices. */
export function optionHeadings(siblings: readonly Node[]): {
  groups: readonly { readonly group: Group; readonly line: number }[];
  choices: ReadonlyMap<number, readonly Choice[]>;
} {
  const groups: { group: Group; line: number }[] = [];
  const choices = new Map<number, readonly Choice[]>();
  for (const family of families(siblings)) {
    const label = family.above === null ? 'Options' : textOf(family.above);
    const name = slug(label) || 'options';
    const [first] = family.members.flatMap(({ from }) => siblings[from] ?? []);
    const group = { name, label, options: family.members.map(({ option }) => option) };
    groups.push({ group, line: first ? lineOf(first) : 1 });
    for (const { option, from, to } of family.members) {
      for (let index = from; index < to; index++) choices.set(index, [{ group: name, option: option.name }]);
    }
  }
  return { groups, choices };
}

interface Family {
  readonly above: Node | null;
  readonly members: readonly { readonly option: Option; readonly from: number; readonly to: number }[];
}

/** Finds two or more option headings of one depth below the same heading. */
function families(siblings: readonly Node[]): readonly Family[] {
  const headings = siblings.flatMap((node, index) =>
    node.type === 'heading' ? [{ node, index, depth: node.depth ?? 1 }] : [],
  );
  const byParent = new Map<Node | null, Family['members']>();
  for (const [at, { node, index, depth }] of headings.entries()) {
    const option = headingOption(textOf(node));
    if (!option) continue;
    const above = headings.slice(0, at).findLast((each) => each.depth < depth)?.node ?? null;
    const to = headings.slice(at + 1).find((each) => each.depth <= depth)?.index ?? siblings.length;
    byParent.set(above, [...(byParent.get(above) ?? []), { option, from: index, to }]);
  }
  return [...byParent].map(([above, members]) => ({ above, members })).filter(({ members }) => members.length > 1);
}

function headingOption(text: string): Option | null {
  const [, letter, rest] = /^Option ([A-Z]|\d{1,2})\b[\s:.–—-]*(.*)$/.exec(text.trim()) ?? [];
  if (letter === undefined) return null;
  const label = (rest ?? '').replace(/\s*\(recommended\)/i, '').trim() || `Option ${letter}`;
  return { name: letter.toLowerCase(), label, recommended: /\(recommended\)/i.test(text) };
}

function nameOf(node: Node, element: string, place: Place): string {
  const name = attribute(node, 'name') ?? '';
  if (!NAME.test(name))
    throw new RunbookError(place, `<${element}> needs name="…" of lower-case letters, digits and -`);
  return name;
}
