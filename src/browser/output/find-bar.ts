/** The search field of an output: Enter goes to the next hit, Shift+Enter to the previous one, Escape closes. */
import { setText } from '../platform/dom.ts';
import { button, h } from '../platform/html.ts';
import type { PageScreen } from './page-screen.ts';
import type { OutputList } from './virtual-list.ts';
import { findAll, type Hit } from './search.ts';
import * as words from '../../words/en.ts';

export function findBar(list: OutputList, screen: () => PageScreen, onClose: () => void): HTMLElement {
  let hits: readonly Hit[] = [];
  let at = -1;
  const field = h('input', { type: 'search', placeholder: words.finding.label, 'aria-label': words.finding.label });
  const told = h('span', { class: 'gp-found', role: 'status' });
  const go = (step: number) => {
    if (hits.length === 0) return;
    at = (at + step + hits.length) % hits.length;
    const hit = hits[at];
    if (hit) list.reveal(hit.line, hit);
    tell();
  };
  const tell = () =>
    setText(
      told,
      field.value === '' ? '' : hits.length === 0 ? words.finding.none : words.finding.of(at + 1, hits.length),
    );
  const search = () => {
    hits = findAll(screen().lines, field.value);
    at = -1;
    if (hits.length > 0) go(1);
    else list.reveal(-1, null);
    tell();
  };
  field.addEventListener('input', search);
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    if (event.key === 'Escape') onClose();
  });
  const [previous, next] = [
    button('up', words.finding.previous, () => go(-1)),
    button('down', words.finding.next, () => go(1)),
  ];
  const bar = h('div', { class: 'gp-find' }, field, told, previous, next);
  bar.addEventListener('click', (event) => event.stopPropagation()); // clicks on its buttons are not meant for the panel
  return bar;
}
