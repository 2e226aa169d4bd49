/** The HTML that the parts of a guide have before any script runs. */
import { element, icon, words, type Mark } from './mark-nodes.ts';
import { hasHole } from './placeholder-highlighter.ts';
import { held, sealed } from './seal.ts';
import type { Block, Expectation, Group, Option } from '../runbook/model.ts';
import type { Words } from '../words/index.ts';

type Said = Words['stepMarkup'];

/** Our own words, which the site's search ignores. */
const UNSOUGHT = { 'data-pagefind-ignore': '' };

export function blockShell(block: Block, hash: string, fence: Mark, said: Said, undoes = false): Mark {
  const { id, kind, language, title } = block;
  const head = element(
    'div',
    { class: 'gp-head' },
    element('span', { class: 'gp-state' }, icon('idle')),
    element('span', { class: 'gp-title' }, words(title)),
    ...[...labels(block, said), ...(undoes ? [said.undo] : [])].map(([label, title]) =>
      element('span', { class: 'gp-label', ...(title ? { title } : {}), ...UNSOUGHT }, words(label)),
    ),
    element('span', { class: 'gp-time' }),
    element(
      'span',
      { class: 'gp-actions', ...UNSOUGHT },
      ...(undoes ? [] : [doneBox(title, said)]),
      element(
        'a',
        { class: 'gp-button gp-permalink', href: `#step-${id}`, 'aria-label': said.linkTo(title), title: said.link },
        icon('permalink'),
      ),
      button('here', said.here, said.hereOf(title), { hidden: '' }),
      button('copy', said.copy, said.copyOf(title)),
      button('run', said.run, said.runOf(title)),
    ),
  );
  const data = { 'data-id': id, 'data-hash': hash, 'data-kind': kind, 'data-lang': language, 'data-status': 'idle' };
  const group = { role: 'group', 'aria-label': title, style: heightOf(fence) }; // tells whose Find and Save buttons these are
  return sealed(
    element(
      'guide-block',
      { id: `step-${id}`, class: 'not-content', ...data, ...group },
      head,
      ...warning(block, said),
      fence,
    ),
  );
}

/** The reader sees what the block will destroy before the click. */
function warning({ confirm }: Block, said: Said): readonly Mark[] {
  if (confirm === null) return [];
  const text = element('span', { class: 'gp-warning-text' }, words(confirm));
  return [
    element(
      'p',
      { class: 'gp-warning', ...UNSOUGHT },
      icon('warning'),
      element('span', {}, text, words(` ${said.asksFirst}`)),
    ),
  ];
}

/** For readers who do the step by hand; kept in their browser. */
function doneBox(title: string, { done, doneOf }: Said): Mark {
  const box = element('input', { type: 'checkbox', 'aria-label': doneOf(title) });
  return element('label', { class: 'gp-tick' }, box, element('span', {}, words(done)));
}

/** Without a fence: the check of a `console` fence, whose expected lines are already shown. */
export function checkShell(block: Block, index: number, said: Said, fence?: Mark): Mark {
  const head = element(
    'div',
    { class: 'gp-check-head' },
    element('span', { class: 'gp-state' }, icon('idle')),
    element('span', { class: 'gp-check-title' }, words(checkTitle(block.expectations[index], said))),
    ...legend(block.expectations[index], said),
    element('span', { class: 'gp-check-word' }),
  );
  const which = { 'data-block': block.id, 'data-check': String(index) };
  const attributes = {
    class: 'not-content',
    ...which,
    ...(fence ? { style: heightOf(fence) } : {}),
    ...(fence ? {} : { 'data-dialog': 'true' }),
  };
  return sealed(element('guide-check', attributes, head, ...(fence ? [fence] : [])));
}

/** The button of a check with placeholders: opens the legend (components/Legend.astro). */
function legend(expectation: Expectation | undefined, said: Said): readonly Mark[] {
  if (!expectation?.lines.some(hasHole)) return [];
  const opens = { type: 'button', class: 'gp-button gp-legend', popovertarget: 'gp-legend', 'aria-label': said.legend };
  return [element('button', { ...opens, title: said.legend }, words('[..]'), icon('help'))];
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

/** Tabs with a script; without one, each option is shown under its label. */
export function optionsShell({ name, label, options }: Group, children: readonly Mark[], said: Said): Mark {
  const tabs = element(
    'div',
    { class: 'gp-tabs', role: 'tablist', 'aria-label': label, ...UNSOUGHT },
    ...options.map((option) => tab(option, said)),
  );
  return held(element('guide-options', { 'data-name': name }, sealed(tabs), ...children));
}

function tab({ name, label, recommended }: Option, said: Said): Mark {
  const attributes = { type: 'button', class: 'gp-tab', role: 'tab', 'data-option': name };
  const hint = recommended ? [words(' '), element('span', { class: 'gp-label' }, words(said.recommended))] : [];
  return element(
    'button',
    attributes,
    element('span', { class: 'gp-radio' }),
    element('span', {}, words(label), ...hint),
  );
}

export function optionShell({ name, label, recommended }: Option, children: readonly Mark[], said: Said): Mark {
  const heading = element(
    'p',
    { class: 'gp-option-label' },
    words(recommended ? `${label} (${said.recommended})` : label),
  );
  const first = recommended ? { 'data-recommended': '' } : {};
  const attributes = { 'data-name': name, role: 'tabpanel', 'aria-label': label, ...first };
  return held(element('guide-option', attributes, sealed(heading), ...children));
}

/** Open without a script; the page's script folds practice content as long as there is no runner. */
export function onlyShell(where: string, children: readonly Mark[], said: Said): Mark {
  const label = words(where === 'practice' ? said.inPractice : said.inMine);
  const summary = element('summary', { class: 'gp-only-label' }, label);
  const details = element('details', { open: 'open' }, sealed(summary), ...children);
  return held(element('guide-only', { 'data-in': where }, held(details)));
}

export function copyable(fence: Mark, said: Said): Mark {
  return sealed(
    element('guide-code', { class: 'not-content' }, button('copy', said.copy, said.copyText, UNSOUGHT), fence),
  );
}

/** The number of lines, from which the browser estimates the height without a layout. */
function heightOf(fence: Mark): string {
  const lines = 'value' in fence && typeof fence.value === 'string' ? fence.value.split('\n').length : 1;
  return `--gp-lines:${lines}`;
}

/** What a reader should know of a block before it runs: a word, and its meaning. */
function labels(block: Block, said: Said): readonly (readonly [string, string])[] {
  const kind = { step: [], probe: [said.probe], service: [said.service] }[block.kind];
  const os = block.os === null ? [] : [[said[block.os], ''] as const];
  const file = { file: [said.file], patch: [said.patch], restore: [] }[block.change?.by ?? 'restore'];
  return [...kind, ...file, ...os, ...(block.tty ? [said.terminal] : [])];
}

function checkTitle(expectation: Expectation | undefined, said: Said): string {
  if (expectation?.never) return said.never;
  return expectation?.format === 'json' ? said.json : said.expected;
}

function button(name: string, label: string, accessible: string, more: Readonly<Record<string, string>> = {}): Mark {
  const attributes = { type: 'button', class: `gp-button gp-${name}`, 'aria-label': accessible, ...more };
  return element('button', attributes, icon(name), element('span', {}, words(label)));
}
