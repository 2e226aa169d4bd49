/**
 * Trust on first use: when a content folder is served for the first time, and whenever its blocks have changed, the
 * terminal lists what is new and asks. What was approved is stored by hash, and with its text, so that the next
 * question can show the difference.
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
/** Marks the default value of an input. The short list omits it: the page shows it before each run. */
const DEFAULT = `${FACT}unless changed, `;

/** By `guide/block`. */
export type Trusted = Readonly<Record<string, { readonly hash: string; readonly script: string }>>;

export interface Change {
  readonly kind: 'new' | 'changed' | 'gone';
  readonly name: string;
  readonly script: string;
  /** The script that was approved before; null for a new one. */
  readonly before: string | null;
}

export interface TrustSettings {
  /** The state folder. */
  readonly state: string;
  /** The real path of the content folder, or the address of a hosted guide. */
  readonly source: string;
  /** Null if no block will be run, as for a build. */
  readonly guides: readonly Guide[] | null;
  /** The code of pages, which runs while the site is built, by file (page-code.ts). */
  readonly code?: ReadonlyMap<string, string>;
  /** The width of the terminal. */
  readonly columns?: number;
  /** `--yes`: approves everything without asking. */
  readonly yes: boolean;
  /** Asks in the terminal; resolves to null if there is none. */
  ask(question: string): Promise<string | null>;
  out(text: string): void;
}

/** `unasked`: something is new, but there is no terminal to ask in. */
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

/** What differs from what was approved: new and changed blocks in the guides' order, then those that are gone. */
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

/** The list to approve: of a new block the first line and the number of the others, of a changed one the diff. */
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
  if (before === script) return ['      (the values that its inputs may have)'];
  return differingLines(before ?? '', script, columns);
}

/** The old and the new lines, with a note below two that differ only invisibly. */
export function differingLines(before: string, after: string, columns = Infinity): string[] {
  const lines = lineDiff(before, after);
  return lines.flatMap(({ sign, text }, at) => {
    const own = indented(`    ${sign} `, text, columns);
    const old = sign === '+' && lines[at - 1]?.sign === '-' ? hiddenDifference(lines[at - 1]?.text ?? '', text) : null;
    return old === null ? own : [...own, `      ⟨${old}⟩`];
  });
}

/** The lines of a text, each with `start` before it and wrapped to the width of the terminal. */
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

/** The code of pages, which needs approval because it runs while the site is built. */
function trustedCode(code: ReadonlyMap<string, string>): [string, Trusted[string]][] {
  return [...code].map(([file, script]) => {
    const hash = createHash('sha256').update(script).digest('hex');
    return [`${file}${CODE}`, { hash, script: withoutFacts(script) }];
  });
}

function questionAbout(changes: readonly Change[]): string {
  const code = changes.filter(({ name }) => name.endsWith(CODE)).length;
  const blocks = changes.length - code;
  if (code === 0) return `Let ${count(blocks)} run when you click Run?`;
  return `Let the code of ${code === 1 ? 'this page' : 'these pages'} run now${blocks === 0 ? '' : `, and ${count(blocks)} when you click Run`}?`;
}

const CODE = ' (code of the page, which runs while the site is built)';

/** Whether a block does something new; false for one that only restores what a step has changed. */
function bringsSomething({ change }: Block): boolean {
  return change?.by !== 'restore';
}

/** The script of a block, preceded by everything else that decides what it does. */
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
  const lines = [...facts, ...defaults].map((line) => line.replaceAll('\n', '⟨new line⟩'));
  return [...lines, withoutFacts(block.script)].join('\n');
}

/** A line of a script that begins as a fact does would be taken for one, and might not be listed. */
function withoutFacts(script: string): string {
  return script.replaceAll(new RegExp(`^${FACT}`, 'gm'), '\\u{bb} ');
}

const Kept = z.record(z.string(), z.record(z.string(), z.object({ hash: z.string(), script: z.string() })));

/** Reads what was approved. If the file is not ours or damaged, nothing counts as approved. */
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
