/**
 * OCaml mdx: fences of sh or bash with commands after `$ ` and their outputs, in which `...` stands for any lines.
 * Labels are in a comment `<!-- $MDX skip -->` directly above a fence or, in the old syntax, after its language.
 */
import { literal } from './lines.ts';
import { entered, session } from './session.ts';
import type { Adopted, ForeignFence, Told, Tool } from './types.ts';

const LABEL =
  /^(?:skip|non-deterministic(?:=(?:command|output))?|(?:dir|env|set-\w+|unset-\w+|file|part|source-tree|require-package)(?:=.*)?|(?:version|os_type)(?:<>|[<>]=?|=).+)$/;

export const ocamlMdx: Tool = {
  name: 'OCaml mdx',
  read(fence, { body }) {
    const labels = labelsOf(fence);
    const isShell = ['sh', 'bash'].includes(fence.lang);
    const isOcaml = ['ocaml', 'cram', 'toplevel'].includes(fence.lang) && body.includes('$MDX');
    if (labels === null && !(body.includes('$MDX') && (isOcaml || (isShell && /^\s*\$ /m.test(fence.value)))))
      return null;
    if (labels?.includes('skip')) return { as: 'shown' };
    const { line } = fence;
    if (!isShell)
      return { as: 'shown', told: [{ line, message: 'OCaml mdx would check this; here it is only shown' }] };
    return blockOf(fence, labels ?? []);
  },
};

/** The labels of a fence; null if there are none. */
function labelsOf({ meta, remark, line, value }: ForeignFence): readonly string[] | null {
  const said = remark !== null && remark.end === line - 1 ? /^\s*\$MDX\s+(.*)$/s.exec(remark.text)?.[1] : undefined;
  if (said !== undefined)
    return said
      .split(',')
      .map((label) => label.trim())
      .filter(Boolean);
  const old = meta.split(',').map((label) => label.trim());
  return /^\s*\$ /m.test(value) && meta.trim() !== '' && old.every((label) => LABEL.test(label)) ? old : null;
}

function blockOf(fence: ForeignFence, labels: readonly string[]): Adopted {
  const { line, value } = fence;
  const told: Told[] = [];
  const lost: string[] = [];
  const before: string[] = [];
  let ignoresOutput = false;
  for (const label of labels) {
    const [, set, content] = /^set-(\w+)=(.*)$/.exec(label) ?? [];
    if (/^non-deterministic(=output)?$/.test(label)) ignoresOutput = true;
    else if (label === 'non-deterministic=command')
      return {
        as: 'shown',
        told: [{ line, message: 'OCaml mdx does not run this block unless it is asked to; neither does Guidepost' }],
      };
    else if (isUnix(label)) continue;
    else if (/^(version|os_type)/.test(label))
      return {
        as: 'shown',
        told: [
          { line, message: `${label} depends on an OCaml that Guidepost does not look for; this block is only shown` },
        ],
      };
    else if (set !== undefined) before.push(`export ${set}='${(content ?? '').replaceAll("'", `'\\''`)}'`);
    else if (label.startsWith('unset-')) before.push(`unset ${label.slice(6)}`);
    else if (!label.startsWith('dir=')) {
      lost.push(`the label ${label} is not understood here`);
      told.push({ line, message: lost.at(-1) ?? '' });
    }
  }
  const dir = labels.find((label) => label.startsWith('dir='))?.slice(4) ?? null;
  const commands = entered(unindented(value), PROMPTS).commands.map(({ typed, at: begins, printed }) => {
    const code = printed.findLast(({ text }) => /^\[\d{1,3}\]$/.test(text));
    const expects = printed
      .filter((each) => each !== code)
      .map(({ text, at }) => ({ text: text.trim() === '...' ? '...' : literal(text), at: line + 1 + at }));
    return {
      typed,
      at: line + 1 + begins,
      expects: ignoresOutput ? [{ text: '...', at: line }] : expects,
      code: code === undefined ? (0 as const) : Number(code.text.slice(1, -1)),
    };
  });
  if (commands.length === 0) return { as: 'shown' };
  const run = session(commands, line, { before, unchecked: lost[0] ?? null });
  const words = dir === null ? {} : { cwd: dir };
  return { as: 'block', told, language: 'console', words, ...run };
}

const PROMPTS = { first: /^\$(?: (.*)|$)/, next: /^>(?: (.*)|$)/ };

function isUnix(label: string): boolean {
  const own = label.toLowerCase();
  return own === 'os_type=unix' || (own.startsWith('os_type<>') && own !== 'os_type<>unix');
}

/** The lines without the indentation of the whole block. */
function unindented(value: string): readonly string[] {
  const lines = value.split('\n');
  const indent = /^[ \t]*(?=\$)/.exec(lines.find((text) => /^\s*\$/.test(text)) ?? '')?.[0] ?? '';
  return lines.map((text) => (text.startsWith(indent) ? text.slice(indent.length) : text));
}
