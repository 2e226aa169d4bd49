/** The HTML that a guide's parts have before, and without, any script. */
import { element, icon, words, type Mark } from './mark-nodes.ts';
import { held, sealed } from './seal.ts';
import type { Block, Expectation, Group, Option } from '../runbook/model.ts';

/** The words of our own that the site's search leaves out. */
const UNSOUGHT = { 'data-pagefind-ignore': '' };

export function blockShell(block: Block, hash: string, fence: Mark, undoes = false): Mark {
  const { id, kind, language, title } = block;
  const head = element(
    'div',
    { class: 'gp-head' },
    element('span', { class: 'gp-state' }, icon('idle')),
    element('span', { class: 'gp-title' }, words(title)),
    ...[...labels(block), ...(undoes ? ['undo'] : [])].map((label) =>
      element('span', { class: 'gp-label', ...UNSOUGHT }, words(label)),
    ),
    element('span', { class: 'gp-time' }),
    element(
      'span',
      { class: 'gp-actions', ...UNSOUGHT },
      button('here', '', `Run to here: all steps up to ${title}`, { title: 'Run to here', hidden: '' }),
      button('copy', 'Copy', `Copy ${title}`),
      button('run', 'Run', `Run ${title}`),
    ),
  );
  const data = { 'data-id': id, 'data-hash': hash, 'data-kind': kind, 'data-lang': language };
  const group = { role: 'group', 'aria-label': title }; // whose Find and Save it is
  return sealed(element('guide-block', { id: `step-${id}`, class: 'not-content', ...data, ...group }, head, fence));
}

/** Without a fence: the check of a `console` fence, whose expected lines the reader has just seen. */
export function checkShell(block: Block, index: number, fence?: Mark): Mark {
  const head = element(
    'div',
    { class: 'gp-check-head' },
    element('span', { class: 'gp-state' }, icon('idle')),
    element('span', { class: 'gp-check-title' }, words(checkTitle(block.expectations[index]))),
    element('span', { class: 'gp-check-word' }),
  );
  const which = { 'data-block': block.id, 'data-check': String(index) };
  const attributes = { class: 'not-content', ...which, ...(fence ? {} : { 'data-dialog': 'true' }) };
  return sealed(element('guide-check', attributes, head, ...(fence ? [fence] : [])));
}

/** The author's **If this fails:** text. */
export function helpShell(block: Block, check: number | null, children: readonly Mark[]): Mark {
  return held(
    element(
      'guide-help',
      { 'data-block': block.id, ...(check === null ? {} : { 'data-check': String(check) }) },
      ...children,
    ),
  );
}

/** Tabs for those with a script; without one, each option stands under its label. */
export function optionsShell({ name, label, options }: Group, children: readonly Mark[]): Mark {
  const tabs = element(
    'div',
    { class: 'gp-tabs', role: 'tablist', 'aria-label': label, ...UNSOUGHT },
    ...options.map(tab),
  );
  return held(element('guide-options', { 'data-name': name }, sealed(tabs), ...children));
}

function tab({ name, label, recommended }: Option): Mark {
  const attributes = { type: 'button', class: 'gp-tab', role: 'tab', 'data-option': name };
  const hint = recommended ? [words(' '), element('span', { class: 'gp-label' }, words('recommended'))] : [];
  return element(
    'button',
    attributes,
    element('span', { class: 'gp-radio' }),
    element('span', {}, words(label), ...hint),
  );
}

export function optionShell({ name, label, recommended }: Option, children: readonly Mark[]): Mark {
  const heading = element('p', { class: 'gp-option-label' }, words(recommended ? `${label} (recommended)` : label));
  const attributes = { 'data-name': name, role: 'tabpanel', 'aria-label': label };
  return held(element('guide-option', attributes, sealed(heading), ...children));
}

/** Open, for those without a script; the page folds what belongs to practice as long as there is no runner. */
export function onlyShell(where: string, children: readonly Mark[]): Mark {
  const label = words(where === 'practice' ? 'In the practice copy' : 'In your own folder');
  const summary = element('summary', { class: 'gp-only-label' }, label);
  const details = element('details', { open: 'open' }, sealed(summary), ...children);
  return held(element('guide-only', { 'data-in': where }, held(details)));
}

export function copyable(fence: Mark): Mark {
  return sealed(
    element('guide-code', { class: 'not-content' }, button('copy', 'Copy', 'Copy this text', UNSOUGHT), fence),
  );
}

/** What a reader should know of a block before it runs. */
function labels(block: Block): readonly string[] {
  const kind = { step: [], probe: ['check'], service: ['service'] }[block.kind];
  const os = block.os === null ? [] : [block.os === 'macos' ? 'macOS only' : 'Linux only'];
  const file = { file: ['writes a file'], patch: ['changes files'], restore: [] }[block.change?.by ?? 'restore'];
  return [...kind, ...file, ...os, ...(block.tty ? ['terminal'] : [])];
}

function checkTitle(expectation: Expectation | undefined): string {
  if (expectation?.never) return 'Must not be printed';
  return expectation?.format === 'json' ? 'Expected JSON' : 'Expected output';
}

function button(name: string, label: string, accessible: string, more: Readonly<Record<string, string>> = {}): Mark {
  const attributes = { type: 'button', class: `gp-button gp-${name}`, 'aria-label': accessible, ...more };
  return element('button', attributes, icon(name), element('span', {}, words(label)));
}
