/** The command palette: finds the commands of the bar, steps, pages and the search by what the reader types. */
import { find, setAttribute } from '../platform/dom.ts';
import { h } from '../platform/html.ts';
import { stepsDialog } from '../state/steps-dialog.ts';
import { showKeys } from './step-keys.ts';
import * as words from '../../words/en.ts';

interface Item {
  readonly kind: string;
  readonly label: string;
  readonly choose: (typed: string) => void;
}

const MOST = 40; // rows; to see others, the reader types more

export function togglePalette(): void {
  const open = document.querySelector<HTMLDialogElement>('.gp-palette');
  if (open) return open.close();
  if (!document.querySelector('dialog[open]')) showPalette();
}

function showPalette(): void {
  const items = [...actions(), ...steps(), ...pages()];
  const list = h('ul', { role: 'listbox', id: 'gp-palette-list', 'aria-label': words.palette.label });
  const field = h('input', {
    type: 'text',
    role: 'combobox',
    'aria-label': words.palette.label,
    'aria-controls': list.id,
    'aria-expanded': 'true',
    'aria-autocomplete': 'list',
    placeholder: words.palette.label,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const dialog = h('dialog', { class: 'gp-palette', 'aria-label': words.palette.title }, field, list);
  let [shown, at]: [readonly Item[], number] = [[], 0];

  function draw() {
    const typed = field.value.trim();
    shown = [...items.filter(({ label }) => fits(label, typed)).slice(0, MOST), ...searchFor(typed)];
    at = 0;
    list.replaceChildren(...shown.map(rowOf));
    mark();
  }

  function rowOf({ kind, label }: Item, index: number): HTMLElement {
    const id = `gp-palette-${index}`;
    const onclick = () => choose(index);
    return h('li', { role: 'option', id, onclick }, h('span', { class: 'gp-kind' }, kind), h('span', {}, label));
  }

  function mark() {
    for (const [index, row] of [...list.children].entries()) setAttribute(row, 'aria-selected', String(index === at));
    setAttribute(field, 'aria-activedescendant', list.children[at]?.id ?? null);
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  }

  /** Closes the palette first, because a command may move the focus or open a dialog. */
  function choose(index: number) {
    const item = shown[index];
    dialog.close();
    dialog.remove(); // a click outside of the search closes it
    item?.choose(field.value.trim());
  }

  field.addEventListener('input', draw);
  field.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') choose(at);
    if (by === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    at = (at + (by ?? 0) + shown.length) % Math.max(1, shown.length);
    mark();
  });
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  draw();
  dialog.showModal();
}

/** Whether the text contains every word that was typed. */
function fits(label: string, typed: string): boolean {
  const text = label.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The commands that the bar offers now. */
function actions(): Item[] {
  const buttons = [...document.querySelectorAll<HTMLElement>('.gp-bar-row button')].filter(
    (each) => each.offsetParent !== null,
  );
  const bar = buttons.map((each) => {
    const label = each.getAttribute('aria-label') ?? each.textContent ?? '';
    return { kind: words.palette.action, label, choose: () => each.click() };
  });
  return [...bar, { kind: words.palette.action, label: words.keys.title, choose: showKeys }];
}

/** From the list of pages that every page of a guide has, whatever the site's theme. */
function steps(): Item[] {
  const links = [...(stepsDialog()?.querySelectorAll<HTMLAnchorElement>('[data-step]:not([hidden]) > a') ?? [])];
  return links.map((link) => item(words.palette.step, link.querySelector('.gp-step-title')?.textContent ?? '', link));
}

/** The pages of the guide, then those of the whole navigation, each once. */
function pages(): Item[] {
  const links = [
    ...document.querySelectorAll<HTMLAnchorElement>('#gp-steps-dialog .gp-chapter-title, nav.sidebar a[href]'),
  ];
  const byPlace = new Map(links.toReversed().map((link) => [link.href, link]));
  return [...byPlace.values()]
    .toReversed()
    .map((link) => item(words.palette.page, (link.querySelector('span') ?? link).textContent?.trim() ?? '', link));
}

function item(kind: string, label: string, link: HTMLAnchorElement): Item {
  return { kind, label, choose: () => link.click() };
}

function searchFor(typed: string): Item[] {
  const opener = find(document, '[data-open-modal]');
  if (!opener) return [];
  return [{ kind: words.palette.search, label: words.palette.searchFor(typed), choose: () => search(opener, typed) }];
}

/** Opens the theme's search and enters what was typed as soon as the search field exists. */
function search(opener: HTMLElement, typed: string): void {
  opener.click();
  const place = find(document, '#starlight__search');
  const fill = () => {
    const field = place?.querySelector('input');
    if (!field) return false;
    field.value = typed;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return true;
  };
  if (!place || fill()) return;
  const waiting = new MutationObserver(() => fill() && waiting.disconnect());
  waiting.observe(place, { childList: true, subtree: true });
}
