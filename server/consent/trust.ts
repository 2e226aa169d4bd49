/**
 * Trust on first use: the first time a content folder is served, and whenever its blocks have changed since, the
 * terminal lists what is new and asks. What was agreed to is remembered by hash, with the text, so that the next
 * question can show a difference.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { Block, Runbook } from '../../src/runbook/model.ts';
import { lineDiff } from './diff.ts';
import { hiddenDifference, shownLines, shownText } from './shown.ts';
import type { Guide } from '../engine/index.ts';
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
  /** Null where none of their blocks will run. */
  readonly guides: readonly Guide[] | null;
  /** What runs while the site is built, by name: see page-code.ts. */
  readonly code?: ReadonlyMap<string, string>;
  /** Of the terminal. */
  readonly columns?: number;
  /** `--yes` */
  readonly yes: boolean;
  /** Asks on the terminal; null when there is none. */
  ask(question: string): Promise<string | null>;
  out(text: string): void;
}

/** `unasked`: something is new, and there is nobody to ask. */
export async function askTrust(settings: TrustSettings): Promise<'trusted' | 'refused' | 'unasked'> {
  const { state, source, guides, code = new Map<string, string>(), columns } = settings;
  const known = readTrust(state);
  const now = new Map([...trustedOf(guides ?? []), ...trustedCode(code)]);
  const before = Object.entries(known[source] ?? {});
  const asked = before.filter(([name]) => guides !== null || name.endsWith(CODE));
  const changes = trustChanges(new Map(asked), now);
  const runnable = changes.filter(({ kind }) => kind !== 'gone');
  if (runnable.length > 0 && !settings.yes) {
    settings.out(describeChanges(source, changes, columns));
    const answer = await settings.ask(`${questionAbout(runnable)} [y/N, s to see all] `);
    const final = answer?.trim() === 's' ? await askAgain(settings, changes) : answer;
    if (final === null) return 'unasked';
    if (!/^y(es)?$/i.test(final.trim())) return 'refused';
  }
  if (changes.length > 0)
    writeTrust(state, { ...known, [source]: Object.fromEntries([...(guides ? [] : before), ...now]) });
  return 'trusted';
}

async function askAgain(settings: TrustSettings, changes: readonly Change[]): Promise<string | null> {
  for (const change of changes) settings.out(describeInFull(change, settings.columns));
  return settings.ask('Let them run? [y/N] ');
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

/** The list: the first line of a new block and how many follow, the differing lines of a changed one. */
export function describeChanges(source: string, changes: readonly Change[], columns = Infinity): string {
  const lines = changes.flatMap((change) => {
    const name = shownText(change.name);
    if (change.kind === 'gone') return [`  - ${name}`];
    if (change.kind === 'changed') return [`  ~ ${name}`, ...difference(change, columns)];
    const lines = change.script.split('\n').filter((line) => line.trim() !== '');
    const first = Math.max(
      0,
      lines.findIndex((line) => !line.startsWith(FACT)),
    );
    const facts = lines.slice(0, first).filter((line) => !line.startsWith(DEFAULT));
    const more = lines.length - first > 1 ? `  (+ ${lines.length - first - 1} lines)` : '';
    return [
      ...indented('  ', `+ ${name}: ${lines[first] ?? ''}`, columns).map(
        (line, at, all) => line + (at === all.length - 1 ? more : ''),
      ),
      ...facts.flatMap((fact) => indented('      ', fact, columns)),
    ];
  });
  return `\nNew or changed in ${shownText(source)}:\n${lines.join('\n')}\n\n`;
}

export function describeInFull(change: Change, columns = Infinity): string {
  const script = indented('      ', change.script.replace(/\n$/, ''), columns);
  return `\n  ${shownText(change.name)}\n${script.join('\n')}\n`;
}

function difference({ before, script }: Change, columns: number): string[] {
  if (before === script) return ['      (what its inputs may be)'];
  return differingLines(before ?? '', script, columns);
}

/** Those that were and those that are, and what nobody would see between two of them. */
export function differingLines(before: string, after: string, columns = Infinity): string[] {
  const lines = lineDiff(before, after);
  return lines.flatMap(({ sign, text }, at) => {
    const own = indented(`    ${sign} `, text, columns);
    const old = sign === '+' && lines[at - 1]?.sign === '-' ? hiddenDifference(lines[at - 1]?.text ?? '', text) : null;
    return old === null ? own : [...own, `      ⟨${old}⟩`];
  });
}

/** Each line behind `start`, and none wider than the terminal. */
export function indented(start: string, text: string, columns: number): string[] {
  return shownLines(text, columns - start.length).map((line) => start + line);
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

/** Code of pages runs while the site is built, before anybody has clicked. */
function trustedCode(code: ReadonlyMap<string, string>): [string, Trusted[string]][] {
  return [...code].map(([file, script]) => {
    const hash = createHash('sha256').update(script).digest('hex');
    return [`${file}${CODE}`, { hash, script }];
  });
}

function questionAbout(changes: readonly Change[]): string {
  const code = changes.filter(({ name }) => name.endsWith(CODE)).length;
  const blocks = changes.length - code;
  if (code === 0) return `Let ${count(blocks)} run when you click Run?`;
  return `Let the code of ${code === 1 ? 'this page' : 'these pages'} run now${blocks === 0 ? '' : `, and ${count(blocks)} when you click Run`}?`;
}

const CODE = ' (code of the page, which runs while the site is built)';

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
  return [...[...facts, ...defaults].map((line) => line.replaceAll('\n', '⟨new line⟩')), block.script].join('\n');
}

const Kept = z.record(z.string(), z.record(z.string(), z.object({ hash: z.string(), script: z.string() })));

/** What is no record of ours has agreed to nothing: then everything is new, and asked about. */
function readTrust(state: string): Record<string, Trusted> {
  const text = readPrivate(join(state, 'trust.json'));
  try {
    return Kept.safeParse(JSON.parse(text ?? '{}')).data ?? {};
  } catch {
    return {}; // not JSON
  }
}

function writeTrust(state: string, trust: Record<string, Trusted>): void {
  makePrivateFolder(state);
  writePrivate(join(state, 'trust.json'), `${JSON.stringify(trust, null, 1)}\n`);
}

function count(blocks: number): string {
  return blocks === 1 ? 'this block' : `these ${blocks} blocks`;
}
