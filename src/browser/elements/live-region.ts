/** Announces steps that end while the page is open to readers who use a screen reader. */
import { runStatus, type RunView } from '../../runbook/session/view.ts';
import type { Block } from '../../runbook/model.ts';
import { GuideElement, blockOf } from '../state/page.ts';
import type { PageState, Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export class GuideLiveRegion extends GuideElement {
  readonly #told = new Map<string, string>();
  readonly #since = Date.now();

  begin(): void {}

  draw({ view }: PageState, store: Store): void {
    const said: string[] = [];
    for (const run of view.runs.values()) {
      const block = blockOf(store, run.block);
      const status = block && runStatus(run, block);
      if (!block || !status || this.#told.get(run.id) === status) continue;
      this.#told.set(run.id, status);
      const recent = Math.max(run.queuedAt, run.endedAt ?? 0) >= this.#since;
      if (recent && status !== 'queued')
        said.push(`${block.title}: ${words.STATES[status].label}`, ...whyOf(run, block));
    }
    if (said.length > 0) this.textContent = said.join('. ');
  }
}

/** Why the step failed: the cause or the sentence of its checks; if they have none, how the program ended. */
function whyOf(run: RunView, block: Block): readonly string[] {
  const said = [...run.verdicts.values()].flatMap((each) =>
    each.outcome === 'failed' ? [each.explanation.hint ?? '', each.explanation.sentence] : [],
  );
  const why = said.filter(Boolean).map((text) => text.replace(/[.]$/, ''));
  return why.length === 0 && run.end && runStatus(run, block) === 'failed' ? [words.endWords(run.end)] : why;
}
