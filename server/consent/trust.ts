/**
 * Trust on first use: the first time a content folder is served, and whenever its blocks have changed since, the
 * terminal lists what is new and asks. What was agreed to is remembered by hash, with the text, so that the next
 * question can show a difference.
 */
import { join } from 'node:path';
import type { Block, Runbook } from '../../src/runbook/model.ts';
import { lineDiff } from './diff.ts';
import type { Guide } from '../engine/index.ts';
import { visible } from '../system/log.ts';
import { makePrivateFolder, readPrivate, writePrivate } from '../system/private-folder.ts';

const FACT = '» ';
/** Of an input: the page shows it before each run, and the full list shows it too. */
const DEFAULT = `${FACT}unless changed, `;

/** By `guide/block`. */
export type Trusted = Readonly<Record<string, { readonly hash: string; readonly script: string }>>;

export interface Change {
  readonly kind: 'new' | 'changed' | 'gone';
  readonly name: string;
  readonly script: string;
  /** What was agreed to before; null for a new one. */
  readonly before: string | null;
}

export interface TrustSettings {
  /** The state folder. */
  readonly state: string;
  /** What is trusted: a content folder's real path, or a hosted guide's address. */
  readonly source: string;
  readonly guides: readonly Guide[];
  /** `--yes` */
  readonly yes: boolean;
  /** Asks on the terminal; null when there is none. */
  ask(question: string): Promise<string | null>;
  out(text: string): void;
}

/** `unasked`: something is new, and there is nobody to ask. */
export async function askTrust(settings: TrustSettings): Promise<'trusted' | 'refused' | 'unasked'> {
  const { state, source, guides } = settings;
  const known = readTrust(state);
  const now = trustedOf(guides);
  const changes = trustChanges(new Map(Object.entries(known[source] ?? {})), now);
  const runnable = changes.filter(({ kind }) => kind !== 'gone');
  if (runnable.length > 0 && !settings.yes) {
    settings.out(describeChanges(source, changes));
    const answer = await settings.ask(`Let ${count(runnable.length)} run when you click Run? [y/N, s to see all] `);
    const final = answer?.trim() === 's' ? await askAgain(settings, changes) : answer;
    if (final === null) return 'unasked';
    if (!/^y(es)?$/i.test(final.trim())) return 'refused';
  }
  if (changes.length > 0) writeTrust(state, { ...known, [source]: Object.fromEntries(now) });
  return 'trusted';
}

async function askAgain(settings: TrustSettings, changes: readonly Change[]): Promise<string | null> {
  for (const change of changes) settings.out(describeInFull(change));
  return settings.ask('Let them run when you click Run? [y/N] ');
}

/** What differs from what was agreed to, in the guides' order. */
export function trustChanges(
  known: ReadonlyMap<string, Trusted[string]>,
  now: ReadonlyMap<string, Trusted[string]>,
): Change[] {
  const changed = [...now].flatMap(([name, { hash, script }]): Change[] => {
    const before = known.get(name);
    if (before?.hash === hash) return [];
    return [{ kind: before ? 'changed' : 'new', name, script, before: before?.script ?? null }];
  });
  const gone = [...known].flatMap(([name, { script }]): Change[] =>
    now.has(name) ? [] : [{ kind: 'gone', name, script: '', before: script }],
  );
  return [...changed, ...gone];
}

/** The list: one line for a new block, the differing lines of a changed one. */
export function describeChanges(source: string, changes: readonly Change[]): string {
  const lines = changes.flatMap((change) => {
    if (change.kind === 'gone') return [`  - ${change.name}`];
    if (change.kind === 'changed') return [`  ~ ${change.name}`, ...difference(change)];
    const lines = change.script.split('\n').filter((line) => line.trim() !== '');
    const first = lines.findIndex((line) => !line.startsWith(FACT));
    const facts = lines
      .slice(0, Math.max(0, first))
      .filter((line) => !line.startsWith(DEFAULT))
      .map((line) => `      ${visible(line, 200)}`);
    const more = lines.length - first > 1 ? `  (+ ${lines.length - first - 1} lines)` : '';
    return [`  + ${change.name}: ${visible(lines[first] ?? '', 90)}${more}`, ...facts];
  });
  return `\nNew or changed in ${visible(source, 300)}:\n${lines.join('\n')}\n\n`;
}

export function describeInFull(change: Change): string {
  const script = change.script
    .trimEnd()
    .split('\n')
    .map((line) => `      ${visible(line, 1000)}`);
  return `\n  ${change.name}\n${script.join('\n')}\n`;
}

function difference({ before, script }: Change): string[] {
  if (before === script) return ['      (what its inputs may be)'];
  return lineDiff(before ?? '', script).map(({ sign, text }) => `    ${sign} ${visible(text, 300)}`);
}

export function trustedOf(guides: readonly Guide[]): Map<string, Trusted[string]> {
  return new Map(
    guides.flatMap(({ runbook, hashes }) =>
      runbook.blocks.filter(bringsSomething).map((block) => {
        const hash = hashes.get(block.id) ?? '';
        return [`${runbook.id}/${block.id}`, { hash, script: whatRuns(runbook, block) }] as const;
      }),
    ),
  );
}

/** Not what only puts back what a step has changed. */
function bringsSomething({ change }: Block): boolean {
  return change?.by !== 'restore';
}

/** The script, and before it whatever else decides what it does. */
function whatRuns({ env, inputs, cwd }: Runbook, block: Block): string {
  const place = block.cwd ?? cwd;
  const used = inputs.filter(({ name, default: value }) => value !== null && block.uses.includes(name));
  const facts = [
    ...(block.with === null ? [] : [`run by ${block.with}`]),
    ...(place === null ? [] : [`in ${place}`]),
    ...(block.change?.by === 'file' ? [`writes the file ${block.change.path}`] : []),
    ...(block.change?.by === 'patch' ? [`changes ${block.change.paths.join(', ')}`] : []),
    ...Object.entries(env).map(([name, value]) => `with ${name}=${value}`),
  ].map((fact) => FACT + fact);
  const defaults = used.map(({ name, default: value }) => `${DEFAULT}${name}=${value}`);
  return [...[...facts, ...defaults].map((line) => line.replaceAll('\n', ' ')), block.script].join('\n');
}

function readTrust(state: string): Record<string, Trusted> {
  return JSON.parse(readPrivate(join(state, 'trust.json')) ?? '{}') as Record<string, Trusted>;
}

function writeTrust(state: string, trust: Record<string, Trusted>): void {
  makePrivateFolder(state);
  writePrivate(join(state, 'trust.json'), `${JSON.stringify(trust, null, 1)}\n`);
}

function count(blocks: number): string {
  return blocks === 1 ? 'this block' : `these ${blocks} blocks`;
}
