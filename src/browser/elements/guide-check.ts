/** A check: what it waits for while its block runs, whether it passed, and if not, why. */
import { whyNotAccepted } from '../../runbook/session/acceptance.ts';
import type { Block, End, Verdict } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';
import { latestRun } from '../../runbook/session/view.ts';
import { endedBadly, isUnderWay } from '../state/block-state.ts';
import { find, setAttribute, setIcon, setText } from '../platform/dom.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import { GuideElement, blockOf } from '../state/page.ts';
import type { PageState, Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

const whyPart = part(() => import('../check/why.ts'));

type Tone = 'idle' | 'running' | 'passed' | 'failed' | 'undecided';

export class GuideCheck extends GuideElement {
  #block: Block | undefined;
  #shown: Verdict | undefined;
  #acceptable = false;

  protected override readonly isOneOfMany = true;

  begin(store: Store): void {
    this.#block = blockOf(store, this.dataset['block']);
  }

  draw({ view, accepts }: PageState, store: Store): void {
    const index = Number(this.dataset['check']);
    const block = this.#block;
    if (!block) return;
    const run = latestRun(view, block.id);
    const verdict = run?.verdicts.get(index);
    const bad = verdict?.outcome === 'passed' && endedBadly(run, block) ? run.end : null;
    const tone = bad ? 'undecided' : toneOf(run, verdict);
    setAttribute(this, 'data-tone', tone);
    setIcon(find(this, '.gp-state'), tone === 'undecided' ? 'warning' : tone);
    setText(find(this, '.gp-check-word'), bad ? passedYet(bad) : wordOf(run, verdict, tone));
    const acceptable = accepts && whyNotAccepted(run, block, index) === null;
    if (verdict === this.#shown && acceptable === this.#acceptable) return;
    this.#shown = verdict;
    this.#acceptable = acceptable;
    find(this, '.gp-why')?.remove();
    const explained = verdict && verdict.outcome !== 'passed' && verdict.explanation;
    if (explained && run)
      lazyImport(
        whyPart(),
        ({ why }) =>
          verdict === this.#shown &&
          acceptable === this.#acceptable &&
          this.append(why(this, store, run.id, verdict, acceptable)),
      );
  }
}

/** A check that ends in `...` passes while the program still runs; its exit code still counts. */
function passedYet(end: End): string {
  return words.check.passedBut(words.endClause(end));
}

function toneOf(run: RunView | undefined, verdict: Verdict | undefined): Tone {
  if (!run) return 'idle';
  if (verdict?.outcome === 'undecided') return isUnderWay(run) ? 'running' : 'undecided';
  if (verdict) return verdict.outcome;
  return isUnderWay(run) && run.phase !== 'queued' ? 'running' : 'idle';
}

function wordOf(run: RunView | undefined, verdict: Verdict | undefined, tone: Tone): string {
  if (verdict?.outcome === 'undecided' && run?.phase !== 'lost') return words.check.waiting(verdict.waiting);
  switch (tone) {
    case 'passed':
      return words.check.passed;
    case 'failed':
      return words.check.failed;
    case 'running':
      return words.check.running;
    case 'idle':
    case 'undecided':
      return run && !isUnderWay(run) ? words.check.undecided : '';
  }
}
