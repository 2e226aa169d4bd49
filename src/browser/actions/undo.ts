/** Offers to undo a step that has run. Steps that ran after it are undone first. */
import type { Block } from '../../runbook/model.ts';
import type { PageData } from '../../protocol/page-data.ts';
import { latestRun, type View } from '../../runbook/session/view.ts';
import { begin } from './begin.ts';
import { isUndoable } from '../state/block-state.ts';
import { setText } from '../platform/dom.ts';
import { button, h } from '../platform/html.ts';
import { questionBox } from './question.ts';
import { sequenceOf } from './sequence.ts';
import type { PageState, Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

interface Undoable {
  readonly step: Block;
  readonly undo: Block;
}

/** Adds the offer to the step's element; returns the function that draws it. */
export function undoOffer(element: HTMLElement, step: Block, store: Store): (state: PageState) => void {
  const offer = button('undo', words.undo.offer(step.title), () => takeBack(element, step, store));
  const row = h('p', { class: 'gp-undo', hidden: true }, offer, h('span'));
  element.append(row);
  return ({ view, link }) => {
    const found = undoable(view, store.data).find((each) => each.step.id === step.id);
    row.hidden = !found || view.closed || link !== 'connected';
    setText(row.querySelector(':scope > span'), found ? (notUndone(view, found) ?? about(found)) : '');
  };
}

function about({ undo }: Undoable): string {
  return undo.change ? words.undo.files : words.undo.runs(undo.title);
}

/** Why files could not be restored: the block that restores them has no place of its own on the page. */
function notUndone(view: View, { step, undo }: Undoable): string | null {
  const [run, back] = [latestRun(view, step.id), latestRun(view, undo.id)];
  const failed = undo.change && run && back && back.seq > run.seq && back.end?.how === 'not-started';
  return failed ? words.undo.not(back.end.why) : null;
}

/** The steps that have run and can be undone, the latest first. */
export function undoable(view: View, { runbook }: PageData): readonly Undoable[] {
  const found = runbook.blocks.flatMap((step): Undoable[] => {
    const undo = runbook.blocks.find(({ id }) => id === step.undo);
    return undo && isUndoable(view, step) ? [{ step, undo }] : [];
  });
  const ranAt = ({ step }: Undoable) => latestRun(view, step.id)?.seq ?? 0;
  return found.toSorted((a, b) => ranAt(b) - ranAt(a));
}

/** A block that undoes several steps runs only once. */
export function undoBlocks(steps: readonly Undoable[]): readonly Block[] {
  return [...new Set(steps.map(({ undo }) => undo))];
}

function takeBack(element: HTMLElement, step: Block, store: Store): void {
  const all = undoable(store.state.view, store.data);
  const at = all.findIndex((each) => each.step.id === step.id);
  const [latest, own] = [all[0], all[at]];
  if (!own || !latest) return;
  const only = () => begin(store, own.undo, element);
  if (at === 0) return only();
  questionBox(element).ask(words.undo.later(latest.step.title), [
    {
      icon: 'undo',
      label: at === 1 ? words.undo.both : words.undo.these(at + 1),
      tone: 'primary',
      choose: () => sequenceOf(store).start(undoBlocks(all.slice(0, at + 1))),
    },
    { icon: 'undo', label: words.undo.only, choose: only },
  ]);
}
